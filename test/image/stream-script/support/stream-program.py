"""Plays the program of nixpkgs' streamLayeredImage where nixpkgs is not at hand: the same conf.json in, the same kind of
archive out, an image config printed by Python's own json module."""

import datetime
import hashlib
import io
import json
import os
import sys
import tarfile

with open(sys.argv[1]) as file:
    conf = json.load(file)

NOW = datetime.datetime.now(datetime.timezone.utc)


def read_time(text):
    return NOW if text == "now" else datetime.datetime.fromisoformat(text)


CREATED = read_time(conf["created"]).isoformat()
MTIME = int(read_time(conf.get("mtime", conf["created"])).timestamp())


def own(entry):
    entry.mtime = MTIME
    entry.uid, entry.gid = int(conf.get("uid", 0)), int(conf.get("gid", 0))
    entry.uname, entry.gname = conf.get("uname", "root"), conf.get("gname", "root")
    return entry


def files_under(path):
    found = [path]
    for folder, folders, names in os.walk(path):
        found += [os.path.join(folder, name) for name in folders + names]
    return sorted(found)


def store_layer(paths):
    buffer = io.BytesIO()
    with tarfile.open(mode="w|", fileobj=buffer) as tar:
        for name in ["/nix", "/nix/store"]:
            folder = tarfile.TarInfo(name)
            folder.type, folder.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(own(folder))
        for path in paths:
            for name in files_under(path):
                entry = own(tar.gettarinfo(name))
                entry.name = name
                if entry.isfile():
                    with open(name, "rb") as content:
                        tar.addfile(entry, content)
                else:
                    tar.addfile(entry)
    return buffer.getvalue()


def base_layers():
    if conf["from_image"] is None:
        return
    with tarfile.open(conf["from_image"]) as base:
        for name in json.load(base.extractfile("manifest.json"))[0]["Layers"]:
            yield base.extractfile(name).read(), name, [name]


def layers():
    yield from base_layers()
    for paths in conf["store_layers"]:
        print("Creating a layer from paths:", paths, file=sys.stderr)
        content = store_layer(paths)
        yield content, None, paths
    customisation = conf["customisation_layer"]
    with open(os.path.join(customisation, "layer.tar"), "rb") as file:
        yield file.read(), None, [customisation]


def add(tar, name, content):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime = len(content), MTIME
    tar.addfile(entry, io.BytesIO(content))


def add_json(tar, name, value):
    content = json.dumps(value, indent=4).encode()
    name = name or hashlib.sha256(content).hexdigest() + ".json"
    add(tar, name, content)
    return name


with tarfile.open(mode="w|", fileobj=sys.stdout.buffer) as tar:
    names, diff_ids, history = [], [], []
    for content, name, paths in layers():
        checksum = hashlib.sha256(content).hexdigest()
        names.append(name or checksum + "/layer.tar")
        diff_ids.append("sha256:" + checksum)
        history.append({"created": CREATED, "comment": f"store paths: {paths}"})
        add(tar, names[-1], content)
    config = {
        "created": CREATED,
        "architecture": conf["architecture"],
        "os": "linux",
        "config": conf["config"],
        "rootfs": {"diff_ids": diff_ids, "type": "layers"},
        "history": history,
    }
    config_name = add_json(tar, None, config)
    add_json(tar, "manifest.json", [{"Config": config_name, "RepoTags": [conf["repo_tag"]], "Layers": names}])
