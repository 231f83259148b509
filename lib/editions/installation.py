"""What is wrong with an installation's settings, beyond their form: each is tried before a server starts with it."""

from __future__ import annotations

from lib.base.findings import Finding
from lib.base.paths import ROOT
from lib.base.settings import FILE, setting, unusable_ancestors


def setting_findings() -> list[Finding]:
    """Frames that cannot be said, a preview or a template that is not there.

    Raises :class:`lib.base.findings.DataError` where the settings cannot be read at all.
    """
    found = []
    if wrong := unusable_ancestors(setting("server", "frame_ancestors") or ""):
        message = f"[server] frame_ancestors: không dùng được “{' '.join(wrong)}”; các trang chỉ cho chính máy chủ này đóng khung."
        remedy = "Ghi các địa chỉ dạng https://cong.vidu.vn, cách nhau bằng dấu cách; hoặc chỉ 'self', hoặc chỉ 'none'."
        found.append(Finding(FILE, message, remedy=remedy))
    preview = setting("preview", "data")
    if preview and not (ROOT / preview).is_dir():
        message = f"[preview] data: không có thư mục “{ROOT / preview}”."
        found.append(Finding(FILE, message, remedy="Sửa đường dẫn, hoặc để trống."))
    template = setting("slides", "template")
    if template and not (ROOT / template).is_file():
        message = f"[slides] template: không có tệp mẫu trình chiếu “{ROOT / template}”."
        found.append(
            Finding(FILE, message, remedy="Đặt lại tệp .pptx hay .potx vào chỗ này, sửa đường dẫn, hoặc để trống.")
        )
    elif template and not template.lower().endswith((".pptx", ".potx")):
        message = f"[slides] template: “{ROOT / template}” không phải tệp .pptx hay .potx."
        found.append(Finding(FILE, message, remedy="Ghi đường dẫn của một tệp mẫu PowerPoint, hoặc để trống."))
    return found
