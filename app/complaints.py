"""What is wrong with a value that was given, in Vietnamese: pydantic's errors for a person."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

_WRONG: dict[str, str] = {
    "missing": "còn thiếu",
    "extra_forbidden": "không phải là trường được hỗ trợ",
    "string_too_short": "không được để trống",
    "string_pattern_mismatch": "không được để trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_unicode": "có ký tự không hợp lệ",
    "string_type": "phải là chuỗi ký tự",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "list_type": "phải là danh sách",
    "too_long": "có quá {max_length} phần tử",
    "enum": "phải là một trong: {expected}",
    "literal_error": "phải là một trong: {expected}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải từ {le} trở xuống",
    "date_from_datetime_inexact": "phải là ngày dạng NĂM-THÁNG-NGÀY",
    "date_from_datetime_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY",
    "date_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY",
    "date_type": "phải là ngày dạng NĂM-THÁNG-NGÀY",
    "model_attributes_type": "phải là một đối tượng JSON",
    "dict_type": "phải là một đối tượng JSON",
    "float_type": "phải là số",
    "float_parsing": "phải là số",
    "greater_than": "phải lớn hơn {gt}",
    "less_than": "phải nhỏ hơn {lt}",
    "json_invalid": "không phải JSON",
    "value_error": "{error}",
}
"""What a clerk reads for each kind of validation error; pydantic's context fills the blanks."""


def told(entry: Mapping[str, Any]) -> str:
    """Return what is wrong with the value of one of pydantic's errors.

    A validator of ours says it itself, in the ValueError that it raises.
    """
    if "UploadFile" in entry["msg"]:  # of the framework, which has no type of error for it
        return "phải là tệp"
    context = {"expected": "", **entry.get("ctx", {})}
    context["expected"] = str(context["expected"]).replace(" or ", ", ")
    return _WRONG.get(entry["type"], "không hợp lệ").format_map(context)


def each(error: ValidationError, name: Callable[[str], str] = str) -> list[str]:
    """Return every complaint, behind the name of its value."""
    return [
        " ".join(filter(None, (name(".".join(map(str, entry["loc"]))), told(entry))))
        for entry in error.errors()
    ]
