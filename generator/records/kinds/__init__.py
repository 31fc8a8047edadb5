"""Every kind of file an archive may hold: the pattern of its path, its form, where it is kept."""

from __future__ import annotations

import re

from generator.records.files import ACCOUNT_ENDING, DAY_FOLDER, MONTH, REPORTS, STEM
from generator.records.kinds.decision import Account, Decision
from generator.records.kinds.entry import Entry
from generator.records.kinds.meeting import Meeting
from generator.records.kinds.parts import DisposalList, Record
from generator.records.kinds.report import ReportFile

# The first pattern that fits claims the file: an account is named as a decision with an ending.
KINDS: tuple[tuple[re.Pattern[str], type[Record], str], ...] = (
    (re.compile(rf"{DAY_FOLDER}/index\.md"), Meeting, "meetings"),
    (re.compile(rf"{DAY_FOLDER}/{STEM}\.md"), Entry, "entries"),
    (re.compile(rf"{REPORTS}/{MONTH.pattern}\.md"), ReportFile, "report_files"),
    (re.compile(rf"decisions/{STEM}{re.escape(ACCOUNT_ENDING)}\.md"), Account, "accounts"),
    (re.compile(rf"decisions/{STEM}\.md"), Decision, "decisions"),
    (re.compile(r"entries/gallrat\.yml"), DisposalList, "disposals"),
)
TABLE_PATH = re.compile(rf"{DAY_FOLDER}/{STEM}\.csv")
