def to_page(comparison, lang="zh"): return ""
