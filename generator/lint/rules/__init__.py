"""Every rule. A new one is a module in its family's folder and a line here."""

from __future__ import annotations

from generator.lint.rule import Rule
from generator.lint.rules.front_matter import (
    date_against_file_name,
    flat_article_header,
    invalid_date,
    missing_key,
    name_against_file_name,
    no_tags,
    unknown_key,
    wrong_type,
)
from generator.lint.rules.html import active_element, dangerous_link, event_handler
from generator.lint.rules.hub import duplicate_identity, duplicate_url
from generator.lint.rules.links import duplicate_reference
from generator.lint.rules.linter import broken_rule
from generator.lint.rules.model_information import (
    input_labels,
    language_mismatch,
    missing_licence,
    missing_row,
    missing_table,
    misspelt_row,
    name_mismatch,
    output_labels,
    version_mismatch,
)
from generator.lint.rules.python import blank_after_continuation, syntax_error, undefined_name
from generator.lint.rules.reader import (
    duplicate_key,
    invalid_value,
    invalid_verify,
    invalid_yaml,
    no_front_matter,
    no_mapping,
    not_utf8,
    too_complex,
    too_large,
    unclosed_fence,
)
from generator.lint.rules.sample import no_sample, placeholder
from generator.lint.rules.sections import duplicate_section, empty_section, missing_section
from generator.lint.rules.source import no_source, only_data_set, path_leaves_hub, several_sources, unpinned_revision
from generator.lint.rules.suppression import no_reason, unknown_code, unused
from generator.lint.rules.task import tag_against_annotator, task_against_annotator
from generator.lint.rules.text import wrong_encoding

RULES: tuple[Rule, ...] = (
    missing_key.RULE,
    wrong_type.RULE,
    unknown_key.RULE,
    invalid_date.RULE,
    date_against_file_name.RULE,
    no_tags.RULE,
    name_against_file_name.RULE,
    flat_article_header.RULE,
    duplicate_identity.RULE,
    duplicate_url.RULE,
    active_element.RULE,
    event_handler.RULE,
    dangerous_link.RULE,
    broken_rule.RULE,
    duplicate_reference.RULE,
    missing_table.RULE,
    missing_row.RULE,
    misspelt_row.RULE,
    name_mismatch.RULE,
    language_mismatch.RULE,
    version_mismatch.RULE,
    input_labels.RULE,
    output_labels.RULE,
    missing_licence.RULE,
    syntax_error.RULE,
    blank_after_continuation.RULE,
    undefined_name.RULE,
    not_utf8.RULE,
    too_large.RULE,
    no_front_matter.RULE,
    invalid_yaml.RULE,
    too_complex.RULE,
    no_mapping.RULE,
    duplicate_key.RULE,
    invalid_value.RULE,
    invalid_verify.RULE,
    unclosed_fence.RULE,
    placeholder.RULE,
    no_sample.RULE,
    missing_section.RULE,
    empty_section.RULE,
    duplicate_section.RULE,
    no_source.RULE,
    several_sources.RULE,
    only_data_set.RULE,
    unpinned_revision.RULE,
    path_leaves_hub.RULE,
    unused.RULE,
    no_reason.RULE,
    unknown_code.RULE,
    task_against_annotator.RULE,
    tag_against_annotator.RULE,
    wrong_encoding.RULE,
)

#: What the linter says when a rule breaks.
BROKEN_RULE = broken_rule.RULE
