"""Where a store may lie."""

from pathlib import Path

import pytest

from returnhelp.domain.errors import NetworkDriveError, SyncedFolderError
from returnhelp.storage import places


@pytest.mark.parametrize(
    "name",
    [
        *("OneDrive", "OneDrive - Amt für Migration", "Dropbox", "Dropbox (Amt)", "iCloud Drive", "iCloudDrive"),
        *("Nextcloud", "Google Drive", "kDrive", "ownCloud", "Tresorit", "CloudStorage"),
    ],
)
def test_a_synced_folder_is_refused_and_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(SyncedFolderError) as refused:
        places.refuse_unsafe(tmp_path / name / "Rückkehr" / "Bern.returnhelp")
    assert refused.value.given["folder"] == name


@pytest.mark.parametrize("mark", [".stfolder", ".dropbox", ".nextcloudsync.log"])
def test_a_folder_with_the_mark_of_a_sync_program_is_refused(tmp_path: Path, mark: str) -> None:
    (tmp_path / "team" / "Bern.returnhelp").mkdir(parents=True)
    (tmp_path / "team" / mark).touch()
    with pytest.raises(SyncedFolderError):
        places.refuse_unsafe(tmp_path / "team" / "Bern.returnhelp")


def test_an_ordinary_folder_is_fine(tmp_path: Path) -> None:
    places.refuse_unsafe(tmp_path / "Bern.returnhelp")


@pytest.mark.parametrize("place", ["//server/share/Bern.returnhelp", "\\\\server\\share\\Bern.returnhelp"])
def test_a_path_to_a_server_is_a_network_drive(place: str) -> None:
    assert places.network_kind(Path(place)) == "UNC"


def test_the_deepest_mount_decides() -> None:
    mounts = [("/", "ext4"), ("/mnt", "tmpfs"), ("/mnt/office", "cifs"), ("/mnt/office/local", "xfs")]
    assert places.mounted_as(Path("/mnt/office/Bern.returnhelp"), mounts) == "cifs"
    assert places.mounted_as(Path("/mnt/office/local/Bern.returnhelp"), mounts) == "xfs"
    assert places.mounted_as(Path("/mnt/officer"), mounts) == "tmpfs"
    assert places.mounted_as(Path("/media/anna"), mounts) == "ext4"


def test_a_mounted_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_mounts", lambda: [("/", "ext4"), (str(tmp_path), "nfs4")])
    with pytest.raises(NetworkDriveError) as refused:
        places.refuse_unsafe(tmp_path / "Bern.returnhelp")
    assert refused.value.given["kind"] == "nfs4"


def test_the_reserve_is_kept_and_given_back(tmp_path: Path) -> None:
    places.keep_reserve(tmp_path)
    assert (tmp_path / "reserve").stat().st_size == places.RESERVE_MIB << 20
    places.free_reserve(tmp_path)
    places.free_reserve(tmp_path)
    assert not (tmp_path / "reserve").exists()
