"""READ: the archive's files become checked, frozen records.

Start in `loading.py`, which reads a folder into the `Archive` of `archive.py`. `files/` turns one
file into plain text values with positions, `reading.py` makes a header of them by the fields that
`forms.py` lets a kind declare, `mall/` holds the group's own words, `kinds/` has the kinds of
record, `underlag/` reads tables of figures, `checks/` holds the rules that need more than one field,
and `privacy/` those for what may point someone out.

Other rooms import from here. The modules of this room import each other by name, and what lies in
a room within it from that one's door.

Swedish in the files, English in the code:

    post, möte, beslut         Entry, Meeting, Decision
    rapport                    ReportFile is its file, Report the month with its meetings
    åtgärd, uppföljning        Action, FollowUp
    lyfts till BRÅ, svar på    Proposal, which a Decision `answers`
    uppdrag, redovisning       Assignment of a Decision, Account of what it came to
    bedömning, fokus           Assessment of one Area, Focus on a place and a time
    orsak, ben, faktor         Cause, its `bone` in the fishbone, Factor for or against
    avser                      Subject: a problem type, a place or both
    underlag, statistik        a table beside an Entry: Statement, Observation, Series
    indikator, serie           Indicator, Series
    mall                       Mall: the group's own words; each is a Row
    problemtyp, område         ProblemType, the Area it belongs to
    plats, kartområde          Place, MapArea
    slag, tillförlitlighet     Kind and Reliability of an Entry
    nivå, trend, allvar        Level, Trend, Severity (a Row of the mall)
    spridning, mottagare       Distribution: how widely an Entry may go; recipients of a Report
    instans, utgång            Body that decides, outcome
    rättelse, struken          Correction, Withdrawal
    avlägsnad, gallrad         Removal of an Entry's text, Disposal of a record by decision
    godkänd, fastställd        Approval of minutes, adoption of a Report
    fel, varning               Severity of a Problem (`generator.problems`): stops, or is told
"""

from __future__ import annotations

from generator.records.amendments import (
    MENDED,
    NOTHING,
    Amendment,
    How,
    Mending,
    Since,
    Stood,
    find_amendments,
    find_unapproved,
    index_files,
    is_emptied,
    mendings_of,
    what_counts,
    what_is_done,
)
from generator.records.archive import (
    Archive,
    PlacedAction,
    PlacedAssignment,
    PlacedFollowUp,
    PlacedProposal,
    is_assignment_id,
    once,
    place_actions,
    place_assignments,
    place_proposals,
)
from generator.records.astray import UNFINISHED, is_path_of_record, is_record
from generator.records.checks import (
    IMPORT_AUTHOR,
    PLACEHOLDERS,
    REMARK,
    check_page_links,
    find_broken_cells,
    say_difference,
)
from generator.records.deciders import find_deciders
from generator.records.digests import (
    Difference,
    Way,
    digest_record,
    digest_report,
    find_differences,
)
from generator.records.earlier import (
    Settled,
    find_settled,
    read_header,
    read_stood,
    restore,
    undo_rows,
)
from generator.records.exported import export_rules
from generator.records.expunged import (
    GONE,
    empty_record,
    expunge,
    find_record,
    find_words,
    is_cleaned,
    is_entry,
    is_left_empty,
    name_record,
    say_taken_out,
)
from generator.records.files import (
    ENDINGS,
    EXCEL,
    FIRST_YEAR,
    LAST_YEAR,
    MALL,
    MAP_ENDING,
    MONTH,
    MOST_BODY,
    OPEN_DOCUMENT,
    PARSER,
    REPORTS,
    STEM,
    TOPS,
    Period,
    PeriodKind,
    Table,
    decode_table,
    decode_text,
    explain_way_out,
    explain_windows,
    free_name,
    glimpse_text,
    in_quotes,
    is_passed_over,
    month_at,
    name_foreign,
    numbered,
    parse_table,
    read_table,
    read_text,
    shift_month,
    show_inline,
    show_path,
    slug_of,
    spanning,
    split_sections,
    walk_files,
)
from generator.records.forms import as_day, parse_day
from generator.records.frozen import (
    DAMAGED,
    FROZEN_PATH,
    Expunged,
    Frozen,
    NewerSchema,
    SentFile,
    newest,
    parse_frozen,
    read_frozen,
    write_frozen,
)
from generator.records.kinds import (
    ANSWERS,
    BONES,
    FORMS,
    OMITTED,
    OPEN_OUTCOMES,
    OUTCOMES,
    PRESENCES,
    REASONS,
    WORD_KINDS,
    Account,
    Action,
    Approval,
    Assessment,
    Assignment,
    Cause,
    Correction,
    Decision,
    Dispatch,
    Entry,
    Factor,
    Focus,
    FollowUp,
    Meeting,
    Record,
    Removal,
    Report,
    Role,
    Subject,
    Withdrawal,
)
from generator.records.loading import (
    Loaded,
    collecting_later,
    load_archive,
    read_archive,
    read_mall,
)
from generator.records.mall import (
    ADDRESS,
    Area,
    AreaMap,
    Body,
    Context,
    Dated,
    DecisionType,
    Distribution,
    Indicator,
    Kind,
    Level,
    Mall,
    MapArea,
    MapSettings,
    Organisation,
    Place,
    PreventionLevel,
    ProblemType,
    Reliability,
    Row,
    TimeOfDay,
    Tip,
    Trend,
    read_map,
)
from generator.records.privacy import (
    check_name,
    find_own_addresses,
    find_personal,
    guard_page,
    guard_pasted,
    hide_in_problem,
    hide_personal,
    read_guard,
)
from generator.records.questions import (
    find_awaited,
    find_awaited_in,
    find_coming,
    find_first_ahead,
    find_narrow,
    find_reached,
    find_takers,
    find_unmet,
    is_expected,
    is_under_way,
    may_publish,
    recipients_of,
    say_ahead,
    say_off_plan,
)
from generator.records.readers import count_sensitive, find_reader, for_reader
from generator.records.schema import SCHEMA_FORMS, write_schema
from generator.records.sent_pdf import PDF_PATH, find_pdfs, pdf_path
from generator.records.sentences import say_rule
from generator.records.underlag import (
    DASHES,
    Measure,
    Observation,
    Point,
    Series,
    Statement,
    build_series,
    check_shape,
    is_missing,
    may_hold_more,
    measure_of,
    read_statement,
    say_hidden,
    unit_of,
)

__all__ = [
    "ADDRESS", "ANSWERS", "BONES", "DAMAGED", "DASHES", "ENDINGS", "EXCEL", "FIRST_YEAR", "FORMS", "FROZEN_PATH", "GONE", "IMPORT_AUTHOR",
    "LAST_YEAR", "MALL", "MAP_ENDING",
    "MENDED", "MONTH", "MOST_BODY", "NOTHING", "OMITTED", "OPEN_DOCUMENT", "OPEN_OUTCOMES", "OUTCOMES", "PARSER", "PDF_PATH",
    "PLACEHOLDERS", "PRESENCES", "REASONS", "REMARK", "REPORTS", "SCHEMA_FORMS", "STEM", "TOPS", "UNFINISHED",
    "WORD_KINDS", "Account", "Action", "Amendment", "Approval", "Archive", "Area", "AreaMap",
    "Assessment", "Assignment", "Body", "Cause", "Context", "Correction", "Dated", "Decision",
    "DecisionType", "Difference", "Dispatch", "Distribution", "Entry", "Expunged", "Factor", "Focus", "FollowUp", "Frozen", "How",
    "Indicator", "Kind", "Level", "Loaded", "Mall", "MapArea", "MapSettings", "Measure", "Meeting",
    "Mending",
    "NewerSchema", "Observation", "Organisation", "Period", "PeriodKind", "Place", "PlacedAction",
    "PlacedAssignment", "PlacedFollowUp", "PlacedProposal", "Point", "PreventionLevel", "ProblemType",
    "Record", "Reliability", "Removal", "Report", "Role", "Row", "SentFile", "Series", "Settled",
    "Since", "Statement", "Stood", "Subject", "Table", "TimeOfDay", "Tip", "Trend", "Way", "Withdrawal",
    "as_day", "build_series", "check_name", "check_page_links", "check_shape", "collecting_later", "count_sensitive", "decode_table",
    "decode_text", "digest_record", "digest_report", "empty_record", "explain_way_out", "explain_windows",
    "export_rules", "expunge", "find_amendments", "find_awaited", "find_awaited_in",
    "find_broken_cells", "find_coming", "find_deciders", "find_differences", "find_first_ahead", "find_narrow", "find_own_addresses",
    "find_pdfs", "find_personal", "find_reached", "find_reader", "find_record", "find_settled",
    "find_takers", "find_unapproved", "find_unmet", "find_words", "for_reader", "free_name", "glimpse_text",
    "guard_page", "guard_pasted", "hide_in_problem", "hide_personal", "in_quotes", "index_files",
    "is_assignment_id", "is_cleaned", "is_emptied", "is_entry", "is_expected", "is_left_empty", "is_missing", "is_passed_over", "is_path_of_record",
    "is_record", "is_under_way", "load_archive", "may_hold_more", "may_publish", "measure_of", "mendings_of", "month_at",
    "name_foreign", "name_record", "newest", "numbered", "once", "parse_day", "parse_frozen", "parse_table", "pdf_path",
    "place_actions", "place_assignments", "place_proposals", "read_archive", "read_frozen",
    "read_guard", "read_header", "read_mall", "read_map", "read_statement", "read_stood", "read_table", "read_text",
    "recipients_of", "restore", "say_ahead", "say_difference", "say_hidden", "say_off_plan", "say_rule", "say_taken_out", "shift_month", "show_inline",
    "show_path", "slug_of", "spanning", "split_sections", "undo_rows", "unit_of", "walk_files", "what_counts", "what_is_done", "write_frozen",
    "write_schema",
]  # fmt: skip
