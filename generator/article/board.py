"""Lägestavlan as HTML: a row an område, with its months drawn as columns."""

from __future__ import annotations

from collections.abc import Sequence

from generator.article.lines import (
    WHOLE_KEYS,
    Keys,
    Ways,
    share_keys,
    words_of,
    write_line,
    write_one,
)
from generator.article.values import Board, Held, Month, Number, Standing

# A month on the board, in pixels; its column fills a share of its step.
STEP, TALL, FOOT, SHARE = 16, 50, 6, 0.7
SIGNS = {Held.NO_MEETING: "×", Held.UNKNOWN: "?"}
FULL = 13  # months in a row
LOOKS = {Held.UNFINISHED: "unfinished"}


# On a phone it is blocks whether a script runs or not, so its parts say themselves what they are.
def write_board(board: Board, ways: Ways) -> str:
    """Return the board as HTML."""
    looks = ("", "", ' class="lb-board__when"', ' class="lb-board__now"')
    heads = "".join(
        [
            f'<th scope="col" role="columnheader"{look}>{words_of(head)}</th>'
            for head, look in zip(board.heads, looks, strict=True)
        ]
    )
    rows = "".join([write_standing(row, board.top, ways) for row in board.rows])
    return (
        '<table class="lb-board" role="table">\n'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}</tbody>\n</table>\n'
    )


def write_standing(row: Standing, top: int, ways: Ways) -> str:
    """Return a row of the board, whose scale ends at `top`."""
    told = [one for one in (*row.number, *row.against) if isinstance(one, Number)]
    keys = share_keys([*(month.number for month in row.months), *told])
    name, level = write_one(row.name, ways, keys), write_line(row.level, ways)
    says = write_line(row.sentence, ways)
    trend, months = write_line(row.trend, ways), draw_months(row.months, top, keys, is_tight=True)
    number, against = write_line(row.number, ways, keys), write_line(row.against, ways, keys)
    says = f' <span class="lb-board__says">{says}</span>' if says else ""
    trend = f"<br>{trend}" if trend else ""
    unit = f'<span class="lb-board__unit"> {words_of(row.unit)}</span>' if row.unit else ""
    against = f' <span class="lb-board__against">{against}</span>' if against else ""
    return (
        f'<tr role="row"{keys.of_row()}>\n'
        f'<th scope="row" role="rowheader"><span class="lb-board__name">{name}</span>{says}</th>\n'
        f'<td role="cell" class="lb-board__judged">{level}{trend}</td>\n'
        f'<td role="cell" class="lb-board__bars">{months if row.months else ""}</td>\n'
        f'<td role="cell" class="lb-board__now"><span class="lb-board__number">{number}{unit}</span>'
        f"{against}</td>\n</tr>\n"
    )


def draw_months(
    months: Sequence[Month], top: int, keys: Keys = WHOLE_KEYS, *, is_tight: bool = False
) -> str:
    """Draw the months of a row as columns: the newest dark, an unfinished one hollow, signs for gaps.

    Few months stand first on a sheet as wide as a full row's; a tight one is as wide as they are.
    """
    base, unit, width = TALL + FOOT, TALL / max(top, 1), STEP * SHARE
    number = len(months)
    wide = STEP * (number if is_tight else max(number, FULL))
    ticks = ""
    size = f' width="{wide}"' if is_tight and number < FULL else ""
    about = f'class="lb-board__months" viewBox="0 0 {wide} {base + 2}"{size} aria-hidden="true"'
    drawn = [f"<svg {about}>"]
    for place, month in enumerate(months):
        left = round(place * STEP + (STEP - width) / 2, 1)
        value = month.number.amount.value
        key = keys.of(month.number)
        if value is None:
            sign = SIGNS.get(month.held, "?")
            middle = place * STEP + STEP // 2
            drawn.append(
                f'<text x="{middle}" y="{base - 4}" text-anchor="middle"{key}>{sign}</text>'
            )
        else:
            height = round(float(value) * unit, 1)
            is_newest = place == len(months) - 1 and month.held is Held.WHOLE
            look = "newest" if is_newest else LOOKS.get(month.held, "")
            about = f' class="lb-board__{look}"' if look else ""
            drawn.append(
                f'<path{about} d="M{left:g} {base}v-{height:g}h{width}v{height:g}z"{key}'
                f' data-value="{value}"/>'
            )
        if month.high is not None:
            tick = round(base - month.high * unit, 1)
            ticks += f"M{left - 1:g} {tick:g}h{width + 2:g}"
    if ticks:
        drawn.append(f'<path class="lb-board__tick" d="{ticks}"/>')
    drawn.append(f'<path class="lb-board__base" d="M0 {base}h{STEP * number}"/></svg>')
    return "".join(drawn)
