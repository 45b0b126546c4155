package pawl.embedded;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/** How RocksDB is set up: for small entries that are mostly written, and read by whole keys. */
final class RocksTuning {
  static final int BLOCK_CACHE_BYTES = 64 << 20;
  static final int FILTER_BITS_PER_KEY = 10;
  private static final int METADATA_BLOCK_BYTES = 4 << 10;
  private static final double MEMTABLE_FILTER_RATIO = 0.02;
  private static final int BLOB_BYTES = 4 << 10;

  private RocksTuning() {}

  static Options options(LRUCache cache, BloomFilter filter) {
    return new Options()
        .setCreateIfMissing(true)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setEnableBlobFiles(true)
        .setMinBlobSize(BLOB_BYTES)
        .setBlobCompressionType(CompressionType.LZ4_COMPRESSION)
        .setEnableBlobGarbageCollection(true)
        .setMaxBackgroundJobs(2)
        .setMemtableWholeKeyFiltering(true)
        .setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_RATIO)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(1 << 20)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(filter)
                .setWholeKeyFiltering(true)
                // In pieces: one as large as a file's whole index would never fit into the cache.
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setMetadataBlockSize(METADATA_BLOCK_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinTopLevelIndexAndFilter(true)
                .setPinL0FilterAndIndexBlocksInCache(true));
  }
}
