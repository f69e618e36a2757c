"""Export at any size: one pass notes on disk what records say of each other, then batches are written on their own.

documents ──► index.py (sqlite3) ──► batches.py, here, in workers or on Spark ──► export.py: one file
"""
