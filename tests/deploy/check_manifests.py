"""Checks manifests by the schemas of Kubernetes and of KServe; prints what each is, and what is wrong with it, as JSON.

Kubernetes' come with kubernetes-validate; KServe's are the classes of its own client, which tell each key's type.
"""

import importlib.util
import json
import re
import sys
import types

import kubernetes.client
import kubernetes_validate
import yaml

# Without the package's own beginning, which loads a whole server.
package = types.ModuleType("kserve")
package.__path__ = list(importlib.util.find_spec("kserve").submodule_search_locations)
sys.modules["kserve"] = package
kserve = importlib.import_module("kserve.models")

SIMPLE = {"str": str, "int": int, "float": (int, float), "bool": bool, "object": object}


def faults(value, kind, where):
    """What is wrong with a value that should be of a kind, as the clients write it, such as `list[V1Container]`."""
    if match := re.fullmatch(r"[lL]ist\[(.+)\]", kind):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [f for i, item in enumerate(value) for f in faults(item, match[1], f"{where}[{i}]")]
    if match := re.fullmatch(r"[dD]ict[([]str, (.+)[)\]]", kind):
        if not isinstance(value, dict):
            return [f"{where} is no object"]
        return [f for key, item in value.items() for f in faults(item, match[1], f"{where}.{key}")]
    if kind in SIMPLE:
        return [] if isinstance(value, SIMPLE[kind]) else [f"{where} is no {kind}"]
    model = getattr(kserve, kind, None) or getattr(kubernetes.client, kind, None)
    if model is None or not hasattr(model, "attribute_map"):
        # A quantity or the like: a number or its text.
        return [] if isinstance(value, (str, int, float)) else [f"{where} is no {kind}"]
    if not isinstance(value, dict):
        return [f"{where} is no object"]
    names = {key: name for name, key in model.attribute_map.items()}
    found = [f"{where}.{key} is unknown" for key in value if key not in names]
    for key, item in value.items():
        if key in names:
            found += faults(item, model.openapi_types[names[key]], f"{where}.{key}")
    if not found:
        found += missing(model, names, value, where)
    return found


def missing(model, names, value, where):
    """What a class says when it is made without a key that it needs."""
    try:
        model(**{names[key]: item for key, item in value.items()})
    except ValueError as error:
        return [f"{where}: {error}"]
    return []


def check(manifest):
    group, _, version = manifest["apiVersion"].rpartition("/")
    if group == "serving.kserve.io":
        return faults(manifest, version[:1].upper() + version[1:] + manifest["kind"], manifest["kind"])
    try:
        kubernetes_validate.validate(manifest, "1.36", strict=True)
    except kubernetes_validate.ValidationError as error:
        return [f"{manifest['kind']}.{'.'.join(map(str, error.path))}: {error.message}"]
    return []


print(json.dumps([
    {"kind": manifest["kind"], "faults": check(manifest)}
    for manifest in yaml.safe_load_all(sys.stdin)
]))
