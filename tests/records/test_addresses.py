"""The mailboxes of a mall: a letter that is begun from one goes there, and has no row but ours."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.records.mall.rows import Address, MailAddress

TAKEN = [
    "trygghet@smaby.example",
    "est+arkiv@xn--smby-roa.example",
    "o'dell.ek@småby.example",
    "a@b.xn--p1ai",
]
REFUSED = [
    "trygghet@smaby.example?bcc=annan%40x.example",
    "trygghet@smaby.example?subject=a%0d%0aBcc:annan%40x.example",
    "trygghet@smaby.example%0d%0aBcc:annan%40x.example",
    "trygghet%0d%0a@smaby.example",
    "trygghet@smaby.example,annan@x.example",
    "annan;trygghet@smaby.example",
    "trygghet@smaby.example\r\nBcc: annan",
    "<trygghet@smaby.example>",
    "trygghet",
    "trygghet@smaby",
    "trygghet@smaby.",
    "trygghet@.example",
    "trygghet@smaby..example",
    "trygghet@10.0.0.1",
]


@pytest.mark.parametrize("address", TAKEN)
def test_a_mailbox_is_taken(address: str) -> None:
    assert TypeAdapter(MailAddress).validate_python(address) == address
    assert TypeAdapter(Address).validate_python(f"mailto:{address}") == f"mailto:{address}"


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_more_than_a_mailbox_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="ingen e-postadress"):
        TypeAdapter(MailAddress).validate_python(address)
    with pytest.raises(ValidationError, match="ingen adress"):
        TypeAdapter(Address).validate_python(f"mailto:{address}")
