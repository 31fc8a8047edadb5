"""The fishbone tells every cause, on its own bone, the direct nearest the spine, breaks with a sign."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.figures import Bone, Fishbone, Layer, Twig
from generator.figures.fishbone import BREAK, NONE
from tests.figures.drawn import all_words, find_lines, find_shapes, unbroken

pytestmark = pytest.mark.slow

twigs = st.lists(
    st.builds(
        Twig, st.text("abc åäö <&$", min_size=3, max_size=70).filter(str.strip), st.booleans()
    ),
    max_size=4,
).map(tuple)
bones = st.builds(
    lambda name, outer, inner: Bone(name, (Layer("Indirekta", outer), Layer("Direkta", inner))),
    st.sampled_from(["Brottsutsatt", "Gärningsperson", "Objekt eller plats"]),
    twigs,
    twigs,
)


@settings(deadline=None, max_examples=30)
@given(st.lists(bones, min_size=1, max_size=4))
def test_every_cause_is_told_on_its_bone(found: list[Bone]) -> None:
    svg = Fishbone(("Skadegörelse", "Per Olsskolan"), tuple(found)).draw()
    shapes, lines, words = find_shapes(svg), find_lines(svg), all_words(svg)
    for number, bone in enumerate(found):
        causes = [twig for layer in bone.layers for twig in layer.twigs]
        for index, twig in enumerate(causes):
            key = f"{number}-{index}"
            assert unbroken(lines[f"cause:{key}"]) == unbroken(twig.words)
            assert (f"break:{key}" in shapes) == twig.breaks
    every = [twig for bone in found for layer in bone.layers for twig in layer.twigs]
    assert words.count(BREAK) == sum(twig.breaks for twig in every)
    empty = [layer for bone in found for layer in bone.layers if not layer.twigs]
    assert words.count(NONE) == len(empty)
    assert {"Skadegörelse", "Per Olsskolan", "Indirekta", "Direkta"} <= set(words)


@settings(deadline=None, max_examples=30)
@given(st.lists(bones, min_size=1, max_size=4))
def test_twigs_come_nearer_the_spine_and_bones_meet_it_above_the_head(found: list[Bone]) -> None:
    fish = Fishbone(("Klotter",), tuple(found))
    shapes = find_shapes(fish.draw())
    head = shapes["head"].top
    for number, (bone, side, top) in enumerate(fish.place_bones()):
        line = shapes[f"bone:{number}"]
        assert (line.left if side > 0 else line.right) == fish.spine
        assert line.bottom < head
        assert abs(line.bottom - (top + fish.height_of(bone))) < 0.05
        joints = [
            abs((shapes[f"twig:{number}-{index}"].left if side > 0 else box.right) - fish.spine)
            for index in range(sum(len(layer.twigs) for layer in bone.layers))
            if (box := shapes[f"twig:{number}-{index}"])
        ]
        assert joints == sorted(joints, reverse=True)


@settings(deadline=None, max_examples=30)
@given(st.lists(bones, min_size=2, max_size=4))
def test_no_bone_covers_another(found: list[Bone]) -> None:
    last = {-1: 0.0, 1: 0.0}
    fish = Fishbone(("Klotter",), tuple(found))
    for bone, side, top in fish.place_bones():
        assert top > last[side]
        last[side] = top + fish.height_of(bone)
