"""Every response kept, byte for byte, as WARC records (ISO 28500)."""
