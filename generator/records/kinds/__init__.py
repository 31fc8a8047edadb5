"""Every kind of file an archive may hold: the pattern of its path, its form, where it is kept."""

from __future__ import annotations

import re

from generator.records.files import ACCOUNT_ENDING, DAY_FOLDER, MONTH, REPORTS, STEM
from generator.records.kinds.decision import (
    BONES,
    NEEDED_HEADINGS,
    OPEN_OUTCOMES,
    OUTCOMES,
    Account,
    Assignment,
    Cause,
    Decision,
)
from generator.records.kinds.entry import Entry, Statistics
from generator.records.kinds.import_answers import (
    ANSWERS,
    OMITTED,
    WORD_KINDS,
    ImportAnswers,
    Role,
)
from generator.records.kinds.meeting import (
    FORMS,
    PRESENCES,
    Assessment,
    Dispatch,
    Focus,
    Meeting,
    Proposal,
    Report,
    ReportFile,
    build_reports,
    month_of,
)
from generator.records.kinds.parts import (
    GOING_ON,
    REASONS,
    Action,
    Approval,
    Correction,
    Disposal,
    DisposalList,
    Factor,
    FollowUp,
    Record,
    Removal,
    Subject,
    Withdrawal,
)

__all__ = [
    "ANSWERS",
    "BONES",
    "FORMS",
    "GOING_ON",
    "KINDS",
    "NEEDED_HEADINGS",
    "OMITTED",
    "OPEN_OUTCOMES",
    "OUTCOMES",
    "PRESENCES",
    "REASONS",
    "TABLE_PATH",
    "WORD_KINDS",
    "Account",
    "Action",
    "Approval",
    "Assessment",
    "Assignment",
    "Cause",
    "Correction",
    "Decision",
    "Dispatch",
    "Disposal",
    "DisposalList",
    "Entry",
    "Factor",
    "Focus",
    "FollowUp",
    "ImportAnswers",
    "Meeting",
    "Proposal",
    "Record",
    "Removal",
    "Report",
    "ReportFile",
    "Role",
    "Statistics",
    "Subject",
    "Withdrawal",
    "build_reports",
    "month_of",
]  # fmt: skip

# The first pattern that fits claims the file: an account is named as a decision with an ending.
KINDS: tuple[tuple[re.Pattern[str], type[Record], str], ...] = (
    (re.compile(rf"{DAY_FOLDER}/index\.md"), Meeting, "meetings"),
    (re.compile(rf"{DAY_FOLDER}/{STEM}\.md"), Entry, "entries"),
    (re.compile(rf"{REPORTS}/{MONTH.pattern}\.md"), ReportFile, "report_files"),
    (re.compile(rf"decisions/{STEM}{re.escape(ACCOUNT_ENDING)}\.md"), Account, "accounts"),
    (re.compile(rf"decisions/{STEM}\.md"), Decision, "decisions"),
    (re.compile(r"entries/gallrat\.yml"), DisposalList, "disposals"),
    (re.compile(re.escape(ANSWERS)), ImportAnswers, "import_answers"),
)
TABLE_PATH = re.compile(rf"{DAY_FOLDER}/{STEM}\.csv")
