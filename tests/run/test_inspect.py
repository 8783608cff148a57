from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from generator.run.inspect import ModelFolder, inspect, needed
from generator.run.trouble import NotStarted, RunFailed

#: A safetensors file without tensors.
NO_TENSORS = "\2\0\0\0\0\0\0\0{}"


def folder(root: Path, config: dict[str, Any] | None = None, **files: str) -> ModelFolder:
    """A model folder with plain files; ``config`` is added to its configuration."""
    root.mkdir(exist_ok=True)
    contents = {"config.json": json.dumps({"model_type": "bert", **(config or {})}), "vocab.txt": "a\n"}
    for name, content in {**contents, "model.safetensors": NO_TENSORS, **files}.items():
        (root / name).write_text(content)
    return ModelFolder({path.name: path for path in root.iterdir()}, root)


def test_a_plain_model_is_let_through(tmp_path: Path) -> None:
    harmless = {
        "_attn_implementation_autoset": True,
        "_attn_implementation": "sdpa",
        "conv_kernel": [3, 5],
        "text_config": {"kernel_size": 3, "auto_map": {}},
    }
    inspect(folder(tmp_path, harmless))


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ({"auto_map": {"AutoModel": "code.Model"}}, "config.json asks for code of its own (auto_map)"),
        ({"text_config": [{"auto_map": {"AutoModel": "o/m--code.Model"}}]}, "config.json asks for code of its own"),
        ({"_attn_implementation_internal": "owner/kernel"}, "config.json names code to fetch (_attn_implementation_i"),
        ({"attn_implementation": {"text": "owner/kernel@main"}}, "config.json names code to fetch"),
        ({"_experts_implementation": "owner/kernel"}, "config.json names code to fetch (_experts_implementation: "),
        ({"decoder": {"attn_implementation": "o/k:f"}}, "config.json names code to fetch (attn_implementation: "),
        ({"custom_generate": "owner/decoding"}, "config.json asks for code of its own (custom_generate)"),
        ({"backbone": "resnet50", "use_pretrained_backbone": True}, "config.json asks for another model to be fetched"),
        (
            {"backbone_config": {"use_timm_backbone": True}},
            "config.json asks for another model to be fetched (use_t",
        ),
        ({"quantization_config": {"quant_method": "awq"}}, "config.json has quantized weights (quantization_config)"),
        ({"transformers_weights": "../../other.bin"}, "config.json names other weights to load (transformers_weights"),
        ({"use_kernels": True}, "config.json asks for kernels (use_kernels: true)"),
        ({"kernel_config": {"rmsnorm": "owner/kernel"}}, "config.json asks for kernels"),
    ],
)
def test_what_asks_for_code_is_refused(tmp_path: Path, config: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotStarted) as caught:
        inspect(folder(tmp_path, config))
    assert str(caught.value).startswith(reason)


def test_code_of_a_tokenizer_is_refused(tmp_path: Path) -> None:
    settings = json.dumps({"auto_map": {"AutoTokenizer": ["code.Tokenizer", None]}})
    with pytest.raises(NotStarted, match=r"^tokenizer_config.json asks for code of its own"):
        inspect(folder(tmp_path, **{"tokenizer_config.json": settings}))


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    model = folder(tmp_path / "model")
    (tmp_path / "model" / "vocab.txt").unlink()
    (tmp_path / "model" / "vocab.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(NotStarted, match=r"^vocab.txt is a symbolic link that leads out of the model's folder$"):
        inspect(model)
    inspect(ModelFolder(model.files, tmp_path))


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    model = folder(tmp_path)
    path = model.files["vocab.txt"]
    path.unlink()
    path.mkdir()
    with pytest.raises(RunFailed, match=r"^vocab.txt is no file$"):
        inspect(model)
    path.rmdir()
    path.symlink_to("vocab.txt")
    with pytest.raises(RunFailed, match=r"^vocab.txt is no file$"):
        inspect(model)


#: Two numbers of four bytes are spoken of, and one is there.
_HEAD = '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'
HALF = chr(len(_HEAD)) + "\0" * 7 + _HEAD + "1234"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"config.json": "{"}, "config.json cannot be read: "),
        ({"config.json": "[]"}, "config.json is no JSON object"),
        ({"config.json": "{}"}, "config.json names no model_type"),
        ({"config.json": '{"model_type": 3}'}, "config.json names no model_type"),
        ({"config.json": "[" * 100_000}, "config.json is nested too deeply"),
        ({"config.json": '{"a":' * 200 + "1" + "}" * 200}, "config.json is nested too deeply"),
        ({"config.json": '{"a": ' + "9" * 5_000 + "}"}, "config.json cannot be read: Exceeds the limit"),
        ({"config.json": '"' + " " * 20_000_000 + '"'}, "config.json is larger than 20,000,000 bytes"),
        ({"model.safetensors": ""}, "model.safetensors is cut off, or no safetensors file: it has 0 bytes"),
        ({"model.safetensors": "\x10" * 40}, "model.safetensors is cut off, or no safetensors file: it has 40 bytes"),
        ({"model.safetensors": "\2" + "\0" * 7 + "{}!"}, "model.safetensors is broken: it has 11 bytes, and its head"),
        ({"model.safetensors": "\2" + "\0" * 7 + "[]"}, "model.safetensors is no safetensors file: its head cannot be"),
        ({"model.safetensors": HALF}, "model.safetensors is broken: it has 66 bytes, and its head speaks of 70"),
    ],
)
def test_a_broken_configuration_is_named(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    with pytest.raises(RunFailed) as caught:
        inspect(folder(tmp_path, **files))
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    ("missing", "reason"), [("config.json", "there is no config.json"), ("vocab.txt", "there is no tokenizer")]
)
def test_what_is_missing_is_named(tmp_path: Path, missing: str, reason: str) -> None:
    files = dict(folder(tmp_path).files)
    del files[missing]
    with pytest.raises(RunFailed, match=reason):
        inspect(ModelFolder(files, tmp_path))


@pytest.mark.parametrize("name", ["generation_config.json", "preprocessor_config.json", "processor_config.json"])
def test_every_settings_file_is_looked_at(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotStarted, match=rf"^{name} asks for code of its own"):
        inspect(folder(tmp_path, **{name: '{"auto_map": {"AutoProcessor": "code.P"}, "custom_generate": "o/g"}'}))


def test_words_of_the_vocabulary_may_be_called_anything(tmp_path: Path) -> None:
    inspect(folder(tmp_path, **{"vocab.json": '{"kernel": "auto_map"}', "tokenizer.json": '{"auto_map": "x"}'}))


def test_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    model = folder(tmp_path)
    model.files["vocab.txt"].unlink()
    os.mkfifo(model.files["vocab.txt"])
    with pytest.raises(RunFailed, match=r"^vocab.txt is no file$"):
        inspect(model)


def test_absurd_sizes_are_not_read(tmp_path: Path) -> None:
    model = folder(tmp_path)
    os.truncate(model.files["model.safetensors"], 2**40)  # A sparse file: it takes no room, and reading it hours.
    with pytest.raises(NotStarted, match=r"^its files take 1024.0 GiB, and at most 10 are read$"):
        inspect(model)


@pytest.mark.parametrize("shards", [[["a"]], ["model-00001-of-00002.safetensors", "../x.safetensors"], []])
def test_every_shard_has_to_be_there(tmp_path: Path, shards: list[str]) -> None:
    index = json.dumps({"weight_map": {str(number): name for number, name in enumerate(shards)}})
    first = {"model-00001-of-00002.safetensors": "x", "model.safetensors.index.json": index}
    files = dict(folder(tmp_path, **first).files)
    del files["model.safetensors"]
    with pytest.raises(RunFailed, match=r"^model.safetensors.index.json names (../x.safetensors|no weights|\['a'\])"):
        inspect(ModelFolder(files, tmp_path))


def test_only_needed_files_with_the_weights_last() -> None:
    names = ["README.md", "model.safetensors", "pytorch_model.bin", "vocab.txt", "config.json", "optimizer.pt"]
    assert needed(names) == ["config.json", "vocab.txt", "model.safetensors"]
    shards = ["model.safetensors.index.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    assert needed(["config.json", *reversed(shards)]) == ["config.json", *shards]


def test_pickled_weights_are_refused_and_none_is_a_failure() -> None:
    with pytest.raises(NotStarted, match=r"^the weights are only there as pytorch_model.bin"):
        needed(["config.json", "pytorch_model.bin"])
    with pytest.raises(NotStarted, match=r"^it is an adapter to another model \(adapter_config.json\)"):
        needed(["adapter_config.json", "adapter_model.safetensors"])
    with pytest.raises(RunFailed, match="there are no weights"):
        needed(["config.json"])
