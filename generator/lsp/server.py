"""The server: what the editor tells, and what it gets for it. Standard output is the protocol's alone."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable
from datetime import date

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from generator import __version__
from generator.lsp.actions import KINDS, actions
from generator.lsp.completion import completions
from generator.lsp.draft import Draft
from generator.lsp.findings import Checked, check
from generator.lsp.homes import Homes
from generator.lsp.hover import hover

#: Seconds of rest before a text that is being typed is checked.
REST = 0.2

PULLED = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="modelhub")

CONFIGURATIONS = "**/{modelhub,pyproject}.toml"


class CardServer(LanguageServer):
    """Keeps the open files, and what was found in them.

    Attributes:
        homes: Which hub a file belongs to.
        ended: Whether the editor has asked to shut down, as it should before it leaves.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("modelhub", __version__)
        self.homes = Homes(today)
        self.ended = False
        self._drafts: dict[str, Draft] = {}
        self._checked: dict[str, Checked] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    @property
    def pulled(self) -> bool:
        """Whether the editor asks for diagnostics by itself, so that none are sent unasked."""
        documents = self.client_capabilities.text_document
        return documents is not None and documents.diagnostic is not None

    @property
    def versioned(self) -> bool:
        """Whether the editor understands edits that say which version of a file they are for."""
        workspace = self.client_capabilities.workspace
        edits = workspace.workspace_edit if workspace else None
        return bool(edits and edits.document_changes)

    def draft(self, uri: str) -> Draft | None:
        """An open file."""
        return self._drafts.get(uri)

    def put(self, draft: Draft) -> None:
        """Take a new state of a file."""
        self._drafts[draft.uri] = draft

    def checked(self, uri: str) -> Checked:
        """What is wrong with a file as it stands now."""
        draft = self._drafts.get(uri)
        if draft is None:
            return Checked(Draft(uri, 0, ""))
        known = self._checked.get(uri)
        if known is None or known.draft is not draft:
            known = self._checked[uri] = check(draft, self.homes)
        return known

    def show(self, uri: str) -> None:
        """Send what is wrong with a file, unless the editor asks for it by itself."""
        self._stop_waiting(uri)
        if uri in self._drafts and not self.pulled:
            checked = self.checked(uri)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, checked.diagnostics(), checked.draft.version)
            )

    def show_after_rest(self, uri: str) -> None:
        """The same, once nothing has changed for a moment."""
        self._stop_waiting(uri)
        self._waiting[uri] = asyncio.get_running_loop().call_later(REST, self.show, uri)

    def show_all_anew(self) -> None:
        """Check every open file again, under the configuration as it is now."""
        self.homes.forget()
        self._checked.clear()
        for uri in self._drafts:
            self.show(uri)
        workspace = self.client_capabilities.workspace
        if self.pulled and workspace and workspace.diagnostics and workspace.diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)

    def close(self, uri: str) -> None:
        """Forget a file, and take back what was said of it."""
        self._stop_waiting(uri)
        self._drafts.pop(uri, None)
        self._checked.pop(uri, None)
        if not self.pulled:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def renew(self, uri: str) -> None:
        """Check a file again, under the configuration as it is now: not every editor tells when that changes."""
        self.homes.forget()
        self._checked.pop(uri, None)
        self.show(uri)

    def _stop_waiting(self, uri: str) -> None:
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()


def _initialized(ls: CardServer, _: types.InitializedParams) -> None:
    """Ask to be told when a configuration changes, where the editor can be asked."""
    workspace = ls.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching and watching.dynamic_registration:
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(CONFIGURATIONS)])
        asked = types.Registration("configurations", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        ls.client_register_capability(types.RegistrationParams([asked]))


def _did_open(ls: CardServer, params: types.DidOpenTextDocumentParams) -> None:
    opened = params.text_document
    encoding = ls.workspace.position_encoding or types.PositionEncodingKind.Utf16
    ls.put(Draft(opened.uri, opened.version, opened.text, encoding))
    ls.renew(opened.uri)


def _did_change(ls: CardServer, params: types.DidChangeTextDocumentParams) -> None:
    if draft := ls.draft(params.text_document.uri):
        ls.put(draft.changed(params.content_changes, params.text_document.version))
        ls.show_after_rest(draft.uri)


def _did_save(ls: CardServer, params: types.DidSaveTextDocumentParams) -> None:
    ls.renew(params.text_document.uri)


def _did_close(ls: CardServer, params: types.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


def _configuration_changed(
    ls: CardServer, _: types.DidChangeWatchedFilesParams | types.DidChangeConfigurationParams
) -> None:
    ls.show_all_anew()


def _diagnostic(ls: CardServer, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    return types.RelatedFullDocumentDiagnosticReport(ls.checked(params.text_document.uri).diagnostics())


def _code_action(ls: CardServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    checked = ls.checked(params.text_document.uri)
    return list(actions(checked, params.range, params.context.only, versioned=ls.versioned))


def _hover(ls: CardServer, params: types.HoverParams) -> types.Hover | None:
    documents = ls.client_capabilities.text_document
    able = documents.hover if documents else None
    return hover(ls.checked(params.text_document.uri), params.position, able.content_format if able else None)


def _completion(ls: CardServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    checked = ls.checked(params.text_document.uri)
    return completions(checked.draft, params.position) if checked.checker else []


def _shutdown(ls: CardServer, *_: object) -> None:
    ls.ended = True


def serve(today: Callable[[], date]) -> bool:
    """Serve one editor over standard input and output, until it leaves.

    Args:
        today: The date that cards are checked against.

    Returns:
        Whether the editor left as it should, with a request to shut down before.
    """
    server = CardServer(today)
    for name, handler, options in (
        (types.INITIALIZED, _initialized, None),
        (types.TEXT_DOCUMENT_DID_OPEN, _did_open, None),
        (types.TEXT_DOCUMENT_DID_CHANGE, _did_change, None),
        (types.TEXT_DOCUMENT_DID_SAVE, _did_save, None),
        (types.TEXT_DOCUMENT_DID_CLOSE, _did_close, None),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _configuration_changed, None),
        (types.WORKSPACE_DID_CHANGE_CONFIGURATION, _configuration_changed, None),
        (types.TEXT_DOCUMENT_DIAGNOSTIC, _diagnostic, PULLED),
        (types.TEXT_DOCUMENT_CODE_ACTION, _code_action, types.CodeActionOptions(KINDS)),
        (types.TEXT_DOCUMENT_HOVER, _hover, None),
        (types.TEXT_DOCUMENT_COMPLETION, _completion, None),
        (types.SHUTDOWN, _shutdown, None),
    ):
        server.feature(name, options)(handler)
    output = sys.stdout.buffer
    with contextlib.redirect_stdout(sys.stderr):  # Whatever a library prints must not end up between the messages.
        server.start_io(stdout=output)
    return server.ended
