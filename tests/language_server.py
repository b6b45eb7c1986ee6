"""A client for a language server over standard input and output, as small as the tests need.

Every wait has an end: a server that does not answer in time is stopped and the test fails.
"""

import json
import os
import queue
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import MappingProxyType, TracebackType
from typing import IO, Any, Self

Message = dict[str, Any]
# What an editor with the YAML extension sends, but nothing is fetched from the network.
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    },
    "http": {"proxy": "", "proxyStrictSSL": False},
}
NO_SCHEMAS: Mapping[str, str] = MappingProxyType({})
MARKUP = ["markdown", "plaintext"]
ABILITIES: Message = {
    "workspace": {"configuration": True},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "hover": {"contentFormat": MARKUP},
        "completion": {"completionItem": {"documentationFormat": MARKUP, "snippetSupport": False}},
    },
}


class LanguageServer:
    """A running server; use it in a `with`."""

    def __init__(
        self,
        command: Sequence[str | Path],
        folder: Path,
        schemas: Mapping[str, str] = NO_SCHEMAS,
        patience: float = 60,
    ) -> None:
        self.folder, self.patience = folder, patience
        self.settings = {**SETTINGS, "yaml": {**SETTINGS["yaml"], "schemas": dict(schemas)}}
        self.configured = False
        self.ready: queue.Queue[Message | None] = queue.Queue()
        self.waiting: list[Message] = []
        self.last = 0
        self.process = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def _start(self) -> None:
        root = self.folder.as_uri()
        start = {"processId": os.getpid(), "rootUri": root, "capabilities": ABILITIES}
        start["workspaceFolders"] = [{"uri": root, "name": self.folder.name}]
        self.request("initialize", start)
        self.notify("initialized", {})
        self._await(lambda _: self.configured)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.request("shutdown", None)
                self.notify("exit", None)
                self.process.wait(self.patience)
        finally:
            self._stop()

    def _stop(self) -> None:
        self.process.kill()
        self.process.wait(self.patience)
        self.reader.join(self.patience)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def open(self, path: Path) -> list[Message]:
        """Open a file as an editor does and return the diagnostics that the server shows."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1}
        self.notify(
            "textDocument/didOpen", {"textDocument": {**document, "text": path.read_text("utf-8")}}
        )
        shown = self._await(
            lambda m: (
                m.get("method") == "textDocument/publishDiagnostics"
                and m["params"]["uri"] == document["uri"]
            )
        )
        found: list[Message] = shown["params"]["diagnostics"]
        return found

    def hover(self, path: Path, line: int, character: int) -> str:
        """Return what is shown over a place, counted from 0."""
        found = self._at("textDocument/hover", path, line, character)
        return "" if found is None else str(found["contents"]["value"])

    def completions(self, path: Path, line: int, character: int) -> dict[str, str]:
        """Return what can be put at a place, counted from 0: label and documentation."""
        found = self._at("textDocument/completion", path, line, character)
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: _text(item.get("documentation")) for item in items or ()}

    def _at(self, method: str, path: Path, line: int, character: int) -> Any:
        place = {"line": line, "character": character}
        return self.request(method, {"textDocument": {"uri": path.as_uri()}, "position": place})

    def request(self, method: str, params: Message | None) -> Any:
        """Ask, and return the answer."""
        self.last += 1
        number = self.last
        self._send({"id": number, "method": method, "params": params})
        answer = self._await(lambda m: m.get("id") == number and "method" not in m)
        assert "error" not in answer, answer
        return answer["result"]

    def notify(self, method: str, params: Message | None) -> None:
        """Tell, without an answer."""
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _await(self, wanted: Callable[[Message], bool]) -> Message:
        """Return the first message that is wanted; answer what the server asks meanwhile."""
        for message in self.waiting:
            if wanted(message):
                self.waiting.remove(message)
                return message
        end = monotonic() + self.patience
        while (left := end - monotonic()) > 0:
            try:
                message = self.ready.get(timeout=left)
            except queue.Empty:
                break
            assert message is not None, f"the server ended with {self.process.wait(self.patience)}"
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            if wanted(message):
                return message
            if "id" not in message:
                self.waiting.append(message)
        raise TimeoutError(f"no answer within {self.patience} seconds")

    def _answer(self, message: Message) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        self.configured = True
        return [self.settings.get(item.get("section", "")) for item in message["params"]["items"]]

    def _read(self) -> None:
        """Put the server's messages into the queue, and None when there are no more."""
        assert self.process.stdout
        while (message := _message(self.process.stdout)) is not None:
            self.ready.put(message)
        self.ready.put(None)


def _message(stream: IO[bytes]) -> Message | None:
    length = 0
    while (line := stream.readline().strip()) or not length:
        name, colon, value = line.partition(b":")
        if not colon:
            return None
        if name.lower() == b"content-length":
            length = int(value)
    found: Message = json.loads(stream.read(length))
    return found


def _text(documentation: Any) -> str:
    return str(documentation["value"] if isinstance(documentation, dict) else documentation or "")
