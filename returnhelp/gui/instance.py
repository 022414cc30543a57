"""One window a person: a second start raises the first."""

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from returnhelp import settings

_PATIENCE = 500  # milliseconds; the first window answers at once or hangs
_LONGEST = 4096  # bytes; a path is shorter


class Instance(QObject):
    """Listens under a name that belongs to this user, and, once an office is open, to its folder."""

    raised = Signal(str)
    """Somebody started the program again; the folder they asked for, or nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._servers: dict[str, QLocalServer] = {}

    def claim(self, folder: Path | None = None) -> bool:
        """Be the only window (of this folder); False when another one is, which was then raised."""
        name = _name(folder)
        server = self._servers.get(name)
        if server is not None and server.isListening():
            return True
        if _raise_first(name, folder):
            return False
        if server is None:
            server = QLocalServer(self)
            server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            server.newConnection.connect(self._answer)
            self._servers[name] = server
        if not server.listen(name):
            QLocalServer.removeServer(name)  # left behind by one that was killed
            server.listen(name)
        return True

    def give_up(self, folder: Path) -> None:
        """This folder is no longer open here."""
        server = self._servers.get(_name(folder))
        if server is not None:
            server.close()

    def stop(self) -> None:
        """Listen no more."""
        for server in self._servers.values():
            server.close()

    def _answer(self) -> None:
        for server in self._servers.values():
            while server.hasPendingConnections():
                self._hear(server.nextPendingConnection())

    def _hear(self, socket: QLocalSocket) -> None:
        said = b""
        while len(said) < _LONGEST and (socket.bytesAvailable() or socket.waitForReadyRead(_PATIENCE)):
            said += socket.readAll().data()
            if said.endswith(b"\n"):
                break
        socket.write(b"raised\n")
        socket.flush()
        socket.disconnectFromServer()
        self.raised.emit(said.decode("utf-8", "replace").strip())


def _raise_first(name: str, folder: Path | None) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE):
        return False
    socket.write(f"{folder or ''}\n".encode())
    socket.flush()
    answered = socket.waitForReadyRead(_PATIENCE)
    socket.disconnectFromServer()
    return answered


def _name(folder: Path | None) -> str:
    """A short name that tells nobody which folder it is."""
    whose = f"{getpass.getuser()}\n{settings.folder('config')}"
    where = "" if folder is None else str(folder.resolve())
    return "returnhelp-" + hashlib.blake2s(f"{whose}\n{where}".encode()).hexdigest()[:24]
