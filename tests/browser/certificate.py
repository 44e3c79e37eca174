"""A certificate as people and as machines read it."""

from io import BytesIO

import pikepdf
import pypdfium2
import zxingcpp


def read(content, language):
    """(its words, what its square codes say) of a PDF that is tagged and says which language it is in."""
    with pikepdf.open(BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked and "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang).startswith(language)
    pages = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return text, [code.text for page in pages for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]
