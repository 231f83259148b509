"""The province's official forms (*biểu mẫu*) come in: workbooks read, checked cell by cell, made into figures."""
