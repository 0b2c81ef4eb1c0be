"""What we compute is taken as it is; a field that is not there, or too many, is an error of ours."""

import pytest
from pydantic import ValidationError

from eurostack_assess.model.assessment import Tool
from tests.conftest import make_result


def test_a_field_left_out_or_unknown_is_refused() -> None:
    with pytest.raises(TypeError, match="version is missing"):
        make_result(Tool.__new__(Tool), name="eurostack-assess")
    with pytest.raises(TypeError, match="Tool has no date"):
        make_result(Tool.__new__(Tool), name="eurostack-assess", version="1", date="today")


def test_what_is_read_is_validated() -> None:
    assert Tool.model_validate({"name": "eurostack-assess", "version": "1"}) == Tool(
        name="eurostack-assess", version="1"
    )
    with pytest.raises(ValidationError):
        Tool.model_validate({"name": "eurostack-assess", "version": 1})
