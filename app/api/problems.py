"""Every error as ``application/problem+json``: one table from error class to status and title."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from app import complaints
from app import errors as app_errors
from app.wire.problems import FieldError, Problem
from index import errors as index_errors
from ingest import errors as ingest_errors

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
RETRY_AFTER = {"Retry-After": "2"}
WAITING = (app_errors.NotReady, app_errors.TooManyJobs, app_errors.TooManyAsking)
"""Told to the asker and no fault: not logged."""

TABLE: dict[type[Exception], tuple[int, str]] = {
    index_errors.DocumentNotFound: (404, "Không tìm thấy văn bản"),
    index_errors.InvalidCursor: (422, "Yêu cầu không hợp lệ"),
    index_errors.CannotSupersede: (409, "Không xác nhận được"),
    index_errors.TooManyTags: (409, "Quá nhiều nhãn"),
    index_errors.ManifestMismatch: (503, "Chỉ mục không dùng được"),
    index_errors.CatalogueReplaced: (503, "Danh mục không khớp với chỉ mục"),
    index_errors.WeightsDamaged: (503, "Mô hình không dùng được"),
    index_errors.ModelUnavailable: (503, "Mô hình không dùng được"),
    index_errors.StorageFailure: (503, "Kho dữ liệu không dùng được"),
    index_errors.IndexFailure: (500, "Lỗi của dịch vụ"),
    app_errors.JobNotFound: (404, "Không tìm thấy lượt tải lên"),
    app_errors.NoFiles: (422, "Yêu cầu không hợp lệ"),
    app_errors.NothingAsked: (422, "Yêu cầu không hợp lệ"),
    app_errors.TooManyFiles: (413, "Tải lên quá nhiều tệp"),
    app_errors.TooManyJobs: (503, "Dịch vụ đang bận"),
    app_errors.TooManyAsking: (503, "Dịch vụ đang bận"),
    app_errors.ModelNotFound: (404, "Không có mô hình này"),
    app_errors.NoQuestion: (422, "Yêu cầu không hợp lệ"),
    app_errors.NotReady: (503, "Dịch vụ chưa sẵn sàng"),
    app_errors.ConversationNotFound: (404, "Không tìm thấy cuộc hỏi đáp"),
    app_errors.AnswerNotFound: (404, "Không tìm thấy câu trả lời"),
    app_errors.PageNotFound: (404, "Không tìm thấy trang"),
    app_errors.HostNotAllowed: (421, "Tên máy chủ không được nhận"),
    app_errors.CrossOrigin: (403, "Yêu cầu bị từ chối"),
    app_errors.NotSignedIn: (401, "Chưa đăng nhập"),
    app_errors.SignInFailed: (401, "Không đăng nhập được"),
    app_errors.Forbidden: (403, "Không có quyền"),
    app_errors.PasswordChangeNeeded: (403, "Cần đổi mật khẩu"),
    app_errors.PasswordRefused: (422, "Mật khẩu không được nhận"),
    app_errors.TooManyRequests: (429, "Quá nhiều yêu cầu"),
    app_errors.AccessOff: (409, "Chưa bật phân quyền"),
    app_errors.EntryNotFound: (404, "Không tìm thấy"),
    app_errors.EntryExists: (409, "Đã có tên này"),
    app_errors.InvalidEntry: (422, "Yêu cầu không hợp lệ"),
    app_errors.CannotServe: (500, "Lỗi của dịch vụ"),
    app_errors.BackupFailed: (500, "Lỗi của dịch vụ"),
    app_errors.BackupDamaged: (500, "Lỗi của dịch vụ"),
    app_errors.RestoreRefused: (500, "Lỗi của dịch vụ"),
    app_errors.InvalidSettings: (500, "Lỗi của dịch vụ"),
    app_errors.AppError: (500, "Lỗi của dịch vụ"),
    ingest_errors.UnsupportedFormat: (415, "Không nhận được tệp"),
    ingest_errors.EmptyFile: (422, "Không nhận được tệp"),
    ingest_errors.UndecodableFile: (422, "Không nhận được tệp"),
    ingest_errors.EncryptedFile: (422, "Không nhận được tệp"),
    ingest_errors.NotAFile: (422, "Không nhận được tệp"),
    ingest_errors.NoSuchPage: (422, "Không có trang này"),
    ingest_errors.FileTooLarge: (413, "Không nhận được tệp"),
    ingest_errors.IngestError: (422, "Không nhận được tệp"),
}
"""Status and title of every error class the service raises; its code stands on the class."""

HTTP: dict[int, tuple[str, str, str]] = {
    400: ("bad_request", "Yêu cầu không hợp lệ", "Không đọc được nội dung gửi lên."),
    404: ("not_found", "Không tìm thấy", "Không có địa chỉ này."),
    405: ("method_not_allowed", "Không hỗ trợ", "Địa chỉ này không hỗ trợ phương thức đã gọi."),
    413: ("body_too_large", "Nội dung quá lớn", "Nội dung gửi lên vượt quá giới hạn cho phép."),
    415: (
        "unsupported_media_type",
        "Kiểu nội dung không được hỗ trợ",
        "Hãy gửi nội dung JSON kèm tiêu đề Content-Type: application/json.",
    ),
    422: ("invalid_request", "Yêu cầu không hợp lệ", "Yêu cầu có trường không hợp lệ."),
    500: (
        "internal_error",
        "Lỗi của dịch vụ",
        "Dịch vụ gặp lỗi khi xử lý; hãy thử lại, nếu vẫn lỗi hãy báo người quản trị.",
    ),
}
"""Code, title and detail of what the framework itself refuses."""


def problem(
    status: int,
    code: str,
    title: str,
    detail: str,
    **more: Any,  # noqa: ANN401 - optional members
) -> Problem:
    """Return the problem; its ``type`` names its code."""
    return Problem(
        type=f"urn:hoidap:problem:{code}",
        title=title,
        status=status,
        detail=detail,
        code=code,
        **more,
    )


def of_error(error: Exception) -> Problem:
    """Return the problem of an error of ours, by the nearest class in the table."""
    for kind in type(error).__mro__:
        if kind in TABLE:
            status, title = TABLE[kind]
            if status == 500:
                return of_status(500)
            return problem(status, getattr(error, "code", "error"), title, str(error))
    return of_status(500)


def of_status(status: int, **more: Any) -> Problem:  # noqa: ANN401 - optional members
    """Return the problem of something the framework refused."""
    known = status if status in HTTP else (400 if status < 500 else 500)
    code, title, detail = HTTP[known]
    return problem(status, code, title, detail, **more)


def of_http(error: HTTPException) -> Problem:
    """Return its problem; one of ours, of a body too large, says how large it may be."""
    shown = of_status(error.status_code)
    return shown.model_copy(update={"detail": error.detail} if shown.status == 413 else {})


def of_validation(error: RequestValidationError, content_type: str) -> Problem:
    """Return 400 for broken JSON, 415 for a body that is not JSON, else 422 naming each field."""
    entries = error.errors()
    if any(entry["type"] == "json_invalid" for entry in entries):
        return problem(
            400, "malformed_json", HTTP[400][1], "Nội dung gửi lên không phải JSON hợp lệ."
        )
    whole = any(
        entry["type"] == "model_attributes_type" and len(entry["loc"]) == 1 for entry in entries
    )
    if whole and not re.match(r"application/([\w.+-]+\+)?json\b", content_type, re.IGNORECASE):
        return of_status(415)
    told_of: dict[str, str] = {}
    for entry in entries[:20]:  # the first complaint of a field that may be of several kinds
        told_of.setdefault(_field(entry["loc"], error.body), complaints.told(entry))
    wrong = [FieldError(field=field, detail=detail) for field, detail in told_of.items()]
    told = "; ".join(f"“{entry.field}” {entry.detail}" for entry in wrong[:3])
    return of_status(422).model_copy(
        update={"detail": f"Yêu cầu không hợp lệ: {told}.", "errors": wrong}
    )


def response(shown: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return the problem as a response."""
    return Response(
        shown.model_dump_json(exclude_none=True), shown.status, dict(headers or {}), MEDIA_TYPE
    )


def install(app: FastAPI) -> None:
    """Make the application answer every error it knows with a problem."""
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    for root in (app_errors.AppError, index_errors.IndexFailure, ingest_errors.IngestError):
        app.add_exception_handler(root, _known)


async def refused(request: Request, error: Exception) -> Response:
    """Return the problem of an HTTPException; of a wrong method, with those of the address."""
    assert isinstance(error, HTTPException)  # noqa: S101 - narrows the handler's type
    allowed = {"Allow": ", ".join(_methods(request))} if error.status_code == 405 else None
    return response(of_http(error), allowed or error.headers)


def _methods(request: Request) -> list[str]:
    """Return the methods of the address: the framework names those of one of its routes only."""
    return [
        method
        for method in METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - narrows the handler's type
    return response(of_validation(error, request.headers.get("content-type", "")))


async def _known(request: Request, error: Exception) -> Response:
    shown = of_error(error)
    if shown.status >= 500 and not isinstance(error, WAITING):
        logger.error("Request %s failed: %r", request.scope.get("request_id"), error)
    return response(shown, RETRY_AFTER if shown.status == 503 else None)


def _field(location: Sequence[int | str], body: Any) -> str:  # noqa: ANN401 - any JSON
    """Return the field's name; what stands behind it says of which kind it was taken to be."""
    named: list[str] = []
    value = body
    for part in location[1:]:
        if isinstance(value, str | int | float):
            break
        named.append(str(part)[:60])
        try:
            value = value[part]
        except (TypeError, LookupError):  # absent, or not of the body
            value = None
    return ".".join(named) or "nội dung"
