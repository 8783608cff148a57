"""Check that a built site has what it should: ``check_site.py SITE CARDS``. Exit code 1 and a line a defect if not."""

import json
import re
import sys
from pathlib import Path

SHOULD_BE_VERIFIED = 5  # The reference models need no network, so their claims are checked on every machine.

site, cards = Path(sys.argv[1]), Path(sys.argv[2])
catalog = json.loads((site / "catalog.json").read_bytes())
models = catalog["models"]
verified = [model for model in models if model["status"] == "verified"]
defects = []

missing = {path.as_posix() for path in cards.rglob("*.md")} - {model["card"] for model in models}
defects += [f"{card}: not in the catalogue" for card in sorted(missing)]
if len(verified) < SHOULD_BE_VERIFIED:
    defects.append(f"{len(verified)} verified models, expected at least {SHOULD_BE_VERIFIED}")

for model in models:
    page = site / model["url"] / "index.html"
    if not page.is_file():
        defects.append(f"{page}: missing")
        continue
    html = page.read_text(encoding="utf-8")
    if model["title"] and not re.search(r"<h1\b", html):
        defects.append(f"{page}: no heading")
    if f'data-status="{model["status"]}"' not in html:
        defects.append(f"{page}: does not show the status {model['status']}")

for model in verified:
    observed = model["observed"]
    checked = [check for check in observed["checks"] if check["agrees"]]
    if not observed["samples"] or not observed["source"]["weights_sha256"] or not checked:
        defects.append(f"{model['id']}: verified, but without samples, weights or checked claims")
    page = site / model["url"] / "index.html"
    if page.is_file() and 'id="code-transformers"' not in page.read_text(encoding="utf-8"):
        defects.append(f"{model['id']}: verified, but its page has no script of the run")

for name in (
    "index.html",
    "models/index.html",
    "card.schema.json",
    "catalog.schema.json",
    "record.schema.json",
    "sitemap.xml",
):
    if not (site / name).is_file():
        defects.append(f"{site / name}: missing")

print("\n".join(defects) or f"{site}: {len(models)} models, {len(verified)} verified, a page each")
sys.exit(bool(defects))
