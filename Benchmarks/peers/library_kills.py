"""Kills `adamas library add` at random moments, and looks what is left.

    library_kills.py ADAMAS [KILLS] [SEED]

Each time the library must open, pass SQLite's own integrity check, have a log whose chain holds, and hold all or
nothing of every file. Wants nothing but Python.
"""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

FILES, ROWS, COLUMNS = 6, 4000, 64


def tables(folder):
    """Tables of made-up spectra, each of ROWS rows."""
    generator = random.Random(5)
    paths = []
    for number in range(FILES):
        path = f"{folder}/part{number}.csv"
        with open(path, "w") as table:
            table.write("stone,origin," + ",".join(f"{x:.1f}" for x in range(200, 200 + COLUMNS)) + "\n")
            for row in range(ROWS):
                values = ",".join(f"{generator.uniform(1, 100):.3f}" for _ in range(COLUMNS))
                table.write(f"S{number}-{row // 5},{('CI', 'GH', 'RU')[row % 3]},{values}\n")
        paths.append(path)
    return paths


def check(adamas, library):
    """How many files the library holds, each of them whole."""
    log = subprocess.run([adamas, "library", "log", library, "--format", "json"], capture_output=True, text=True)
    assert log.returncode == 0, log.stderr
    connection = sqlite3.connect(f"file:{library}?mode=ro", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    files = connection.execute(
        "SELECT path, count(*) FROM item JOIN sourceFile ON sourceFile.id = sourceFileId GROUP BY path").fetchall()
    connection.close()
    assert all(count == ROWS for _, count in files), files
    entries = [entry for entry in json.loads(log.stdout)["entries"] if entry["action"] == "add"]
    assert sorted(entry["details"]["file"] for entry in entries) == sorted(path for path, _ in files)
    return len(files)


def main():
    adamas = sys.argv[1]
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    generator = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as folder:
        paths, library = tables(folder), f"{folder}/library.adamas"
        add = [adamas, "library", "add", library, *paths, "--label", "origin", "--group", "stone"]
        create = [adamas, "library", "create", library, "--kind", "spectra"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(create, check=True, **quiet)
        start = time.monotonic()
        subprocess.run(add, check=True, **quiet)
        whole = time.monotonic() - start
        held = FILES
        killed = within = 0
        reached = dict.fromkeys(range(FILES + 1), 0)
        while killed < kills:
            # Now from the start, now from where the last one was killed.
            if generator.random() < 0.7 or held == FILES:
                subprocess.run(["rm", "-f", library], check=True)
                subprocess.run(create, check=True, **quiet)
                held = 0
            process = subprocess.Popen(add, **quiet)
            time.sleep(generator.uniform(0, whole * (FILES - held) / FILES))
            process.send_signal(signal.SIGKILL)
            if process.wait() == -signal.SIGKILL:
                killed += 1
            within += subprocess.run(["test", "-e", library + "-journal"]).returncode == 0
            held = check(adamas, library)
            reached[held] += 1
        print(f"killed {killed} times, {within} of them within a transaction; files held afterwards:")
        print(", ".join(f"{files}: {count}" for files, count in reached.items()))
        print("every library opened, was intact, and held all or nothing of each file")


if __name__ == "__main__":
    main()
