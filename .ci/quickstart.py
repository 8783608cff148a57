"""Print the commands of the README's Quickstart, one a line. There must be exactly two."""

import re
import sys
from pathlib import Path

EXPECTED = 2

readme = Path(sys.argv[1]).read_text(encoding="utf-8")
section = re.search(r"^## Quickstart\n(.*?)(?=^## )", readme, re.MULTILINE | re.DOTALL)
if section is None:
    sys.exit(f"{sys.argv[1]}: no section '## Quickstart'")
blocks = re.findall(r"^```bash\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL)
commands = [line for block in blocks for line in block.splitlines() if line.strip()]
if len(commands) != EXPECTED:
    sys.exit(f"{sys.argv[1]}: the Quickstart has {len(commands)} commands, expected {EXPECTED}: {commands}")
print("\n".join(commands))
