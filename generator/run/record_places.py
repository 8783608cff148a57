"""The folders of records that a user names: of this machine, or of an object store."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from generator.config import VerifyConfig
from generator.errors import UsageError
from generator.run.extra import uninstalled
from generator.run.record_folders import LocalFolder, RecordFolder
from generator.verify_block import STORED_FOLDER

if TYPE_CHECKING:
    from generator.run.object_clients import ObjectClients

#: Seconds that one answer of a store may take, or fewer where models have fewer.
_SECONDS = 120.0


class RecordPlaces:
    """Opens folders of records by their names.

    Args:
        config: Says which object stores may be used.
    """

    def __init__(self, config: VerifyConfig) -> None:
        self._config = config
        self._clients: ObjectClients | None = None

    def folder(self, name: str) -> RecordFolder:
        """The folder at a path, or at an address such as ``s3://bucket/folder``. It need not be there.

        Raises:
            UsageError: It is the address of no folder, or of a store that may not be used.
        """
        protocol, found, _ = name.partition("://")
        if not found:
            return LocalFolder(Path(name), Path())
        if not re.fullmatch(STORED_FOLDER, name):  # It is not repeated: it may hold a password.
            raise UsageError(
                f"{protocol}://…: expected {protocol}://bucket/folder, without a user, a password, a port or a query"
            )
        if find_spec("fsspec") is None:
            raise UsageError(uninstalled(name))
        from generator.run.object_clients import ObjectClients  # noqa: PLC0415  of the optional libraries
        from generator.run.stored_records import StoredFolder  # noqa: PLC0415  the same

        if self._clients is None:
            timeout = min(self._config.fetch_timeout, _SECONDS)
            self._clients = ObjectClients(timeout, self._config.protocols)
        return StoredFolder(name, self._clients)
