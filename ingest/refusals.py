"""Why a file could not be read or written, in Vietnamese."""

import errno

_TOLD = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền truy cập",
    errno.EPERM: "không được phép",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "trong đường dẫn có tệp thay vì thư mục",
    errno.EEXIST: "đã có tệp này",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết dung lượng được cấp",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: "ổ đĩa đọc ghi lỗi",
    errno.EMFILE: "mở quá nhiều tệp",
    errno.EBUSY: "đang được dùng",
    errno.ENOMEM: "hết bộ nhớ",
    errno.EADDRINUSE: "địa chỉ đang được dùng",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
}


def told(error: Exception) -> str:
    """Return why, for a person; in the system's own words where it is a rare one."""
    if isinstance(error, UnicodeDecodeError):
        return "không phải văn bản UTF-8"
    if isinstance(error, OSError):
        return _TOLD.get(error.errno or 0) or error.strerror or str(error)
    return str(error)
