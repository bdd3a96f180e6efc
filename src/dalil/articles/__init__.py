"""Articles: a capture of an article page read as headline, byline, dates and main text."""

from dalil.articles.content import read_content as read_content
from dalil.articles.read import read_article as read_article

__all__ = ["read_article", "read_content"]
