"""A library of many references, to time how it is opened.

    opening.py table FILE              a table of shots of 65 origins, so that a model of it has 64 discriminant scores
    opening.py widen LIBRARY N COPY    a copy of the library fitted to it with N references instead of its own

Fitting N references takes hours and is not what is timed. The copy has N items and N rows of scores, made from its own ones by
adding small normal values; all else is as it was fitted.
"""
import json
import os
import shutil
import sqlite3
import sys

import numpy as np

ORIGINS, GROUPS, SHOTS, CHANNELS = 65, 3, 5, 120


def table(path):
    rng = np.random.default_rng(1)
    origins = rng.lognormal(0, 0.5, (ORIGINS, CHANNELS))
    with open(path, "w") as file:
        file.write("origin,stone," + ",".join(f"{300 + i * 0.5:.1f}" for i in range(CHANNELS)) + "\n")
        for origin in range(ORIGINS):
            for group in range(GROUPS):
                stone = origins[origin] * rng.lognormal(0, 0.05, CHANNELS)
                for _ in range(SHOTS):
                    shot = rng.poisson(1000 * stone * rng.lognormal(0, 0.1))
                    file.write(f"O{origin},S{origin}-{group}," + ",".join(map(str, shot)) + "\n")


def widen(source, count, target):
    if os.path.exists(target):
        os.remove(target)
    shutil.copy(source, target)
    db = sqlite3.connect(target)
    db.execute("PRAGMA journal_mode = MEMORY")
    rng = np.random.default_rng(2)
    width, = db.execute("SELECT columns FROM modelArray WHERE name = 'items'").fetchone()
    parts = db.execute("SELECT elements FROM modelPart WHERE arrayName = 'items' ORDER BY part").fetchall()
    items = np.frombuffer(b"".join(part for part, in parts), "<f4").reshape(-1, width)
    parameters = json.loads(db.execute("SELECT parameters FROM model").fetchone()[0])
    own = np.array(parameters["itemCounts"]["numbers"], int)
    starts = np.concatenate([[0], np.cumsum(own)])
    # As many as each origin gets when the own items are gone round again and again.
    rounds, rest = divmod(count, own.sum())
    counts = own * rounds + np.clip(rest - starts[:-1], 0, own)
    rows = np.concatenate([starts[o] + np.arange(c) % own[o] for o, c in enumerate(counts)])
    parameters["itemCounts"]["numbers"] = [int(c) for c in counts]
    db.execute("UPDATE model SET parameters = ?", [json.dumps(parameters, sort_keys=True, separators=(",", ":"))])
    db.execute("DELETE FROM modelPart WHERE arrayName = 'items'")
    per_part = (1 << 22) // 4 // width
    part = 0
    # A library is opened only if the outermost items of every origin lead to their own scores.
    ends = np.cumsum(counts)
    exact = set(ends - counts) | set(ends - 1) | set(ends - 2)
    # Parts are cut by elements, as the program cuts them.
    flat = bytearray()
    for start in range(0, count, per_part):
        chosen = rows[start:start + per_part]
        noise = rng.normal(0, 0.1, (len(chosen), width)).astype("<f4")
        noise[[row - start for row in exact if start <= row < start + len(chosen)]] = 0
        values = items[chosen] + noise
        flat += values.astype("<f4").tobytes()
        while len(flat) >= 1 << 22 or (start + per_part >= count and flat):
            db.execute("INSERT INTO modelPart VALUES ('items', ?, ?)", [part, bytes(flat[:1 << 22])])
            del flat[:1 << 22]
            part += 1
    db.execute("UPDATE modelArray SET rows = ? WHERE name = 'items'", [count])
    number, = db.execute("SELECT count(*) FROM item").fetchone()
    kept = db.execute("SELECT originId, groupName, scalar, measurement, definition, sourceFileId FROM item ORDER BY id").fetchall()
    # An origin's items are in the order of their names: the own ones first, then these as they go round.
    db.executemany(
        "INSERT INTO item (identifier, originId, groupName, scalar, measurement, definition, sourceFileId) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((f"wide {i:09}", *kept[i % number]) for i in range(count - number)))
    db.commit()
    db.close()


if sys.argv[1] == "table":
    table(sys.argv[2])
else:
    widen(sys.argv[2], int(sys.argv[3]), sys.argv[4])
