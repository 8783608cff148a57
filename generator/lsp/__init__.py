"""The language server: shows in an editor what the linter finds, while a card is edited.

Needs the extra ``lsp``; only ``generator.cli.lsp`` starts it.
"""
