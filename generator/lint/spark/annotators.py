"""The annotators of Spark NLP: their setters and the types that they read and write."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

#: Annotators of the licensed libraries, as public cards name them. Their setters and types are not public.
LICENSED = frozenset(
    {
        *("AssertionChunkConverter", "AssertionDLApproach", "AssertionDLModel", "AssertionFilterer"),
        *("AssertionLogRegApproach", "AssertionLogRegModel", "AssertionMerger", "AverageEmbeddings"),
        *("BertForAssertionClassification", "BertSentenceChunkEmbeddings", "BinaryToImage", "Chunk2Token"),
        *("ChunkConverter", "ChunkEntityResolverApproach", "ChunkEntityResolverModel", "ChunkFilterer"),
        *("ChunkFiltererApproach", "ChunkKeyPhraseExtraction", "ChunkMapperApproach", "ChunkMapperFilterer"),
        *("ChunkMapperModel", "ChunkMergeApproach", "ChunkMergeModel", "ChunkSentenceSplitter"),
        *("ContextualParserApproach", "ContextualParserModel", "DateNormalizer", "DeIdentification"),
        *("DeIdentificationModel", "Doc2ChunkInternal", "DocumentHashCoder", "DocumentLogRegClassifierApproach"),
        *("DocumentLogRegClassifierModel", "DrugNormalizer", "EntityChunkEmbeddings", "FeaturesAssembler"),
        *("FewShotClassifierModel", "FinanceNerModel", "Flattener", "GenericClassifierApproach"),
        *("GenericClassifierModel", "HocrTokenizer", "IOBTagger", "ImageTextCleaner", "ImageTextDetector"),
        *("ImageToHocr", "ImageToText", "LegalNerModel", "LightDeIdentification"),
        *("MedicalBertForSequenceClassification", "MedicalBertForTokenClassifier"),
        *("MedicalDistilBertForSequenceClassification", "MedicalNerApproach", "MedicalNerModel"),
        *("MedicalQuestionAnswering", "MedicalSummarizer", "MedicalTextGenerator", "NameChunkObfuscator"),
        *("NerChunker", "NerConverterInternal", "NerDisambiguator", "NerDisambiguatorModel", "NerQuestionGenerator"),
        *("PdfToImage", "PdfToText", "PosologyREModel", "PretrainedZeroShotNER", "RENerChunksFilter"),
        *("ReIdentification", "RelationExtractionApproach", "RelationExtractionDLApproach"),
        *("RelationExtractionDLModel", "RelationExtractionModel", "Replacer", "Resolution2Chunk", "ResolverMerger"),
        *("Router", "SentenceEntityResolverApproach", "SentenceEntityResolverModel", "SentenceToChunk"),
        *("StructuredJsonConverter", "TFGraphBuilder", "TextSplitter", "VisualDocumentClassifier"),
        *("VisualDocumentNer", "VisualDocumentNerV2", "ZeroShotRelationExtractionModel"),
    }
)

#: What builds, trains or runs pipelines and is no annotator itself.
AROUND = frozenset(
    {
        *("CoNLL", "CoNLLU", "DataFrame", "LightPipeline", "POS", "Pipeline", "PipelineModel", "PretrainedPipeline"),
        *("PubTator", "RecursivePipeline", "RecursivePipelineModel", "ResourceDownloader", "SparkSession"),
    }
)


class Annotator(Struct, frozen=True):
    """What Spark NLP says of a class that can stand in a pipeline.

    Attributes:
        inputs: The types that it must read, an input column each; empty where it reads raw data, or any type.
        optional: The types that it may read besides: all of them or none.
        output: The type that it writes; empty where it writes no annotations, as a ``Finisher`` does.
        setters: The names of its own and of inherited ones.
    """

    inputs: tuple[str, ...]
    optional: tuple[str, ...]
    output: str
    setters: frozenset[str]

    @property
    def begins(self) -> bool:
        """Whether it makes annotations of raw data, so that a pipeline can begin with it."""
        return bool(self.output) and not self.inputs


class _Table(Struct, frozen=True):
    """The file, as far as it is read."""

    annotators: dict[str, Annotator]


@cache
def annotators() -> Mapping[str, Annotator]:
    """Every annotator of the public library by its class name. The table is read when it is first asked for."""
    data = Path(__file__).with_name("annotators.json").read_bytes()
    return msgspec.json.decode(data, type=_Table).annotators
