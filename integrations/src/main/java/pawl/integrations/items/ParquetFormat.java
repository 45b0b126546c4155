package pawl.integrations.items;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.ObjectStoreException;

/**
 * Parquet: each row is an object under the names of the columns. A file is read in ranges, row
 * group by row group, and entered again at a row; the rows of the same row group before it are read
 * once more.
 */
record ParquetFormat() implements FileFormat {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Kept, since a logger that nobody holds forgets its level: the library tells much at INFO. */
  private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

  static {
    LIBRARY.setLevel(Level.WARNING);
  }

  private static final String ETAG = "etag";
  private static final String ROW = "row";

  @Override
  public ItemCursor open(ObjectStore store, ObjectStore.Place place, @Nullable ObjectNode position)
      throws IOException {
    ObjectStore.End end =
        store.end(place, MAGIC.length, position == null ? null : position.path(ETAG).textValue());
    if (!Arrays.equals(end.bytes(), MAGIC)) {
      throw new DatasetException("The dataset is not Parquet: it does not end with PAR1.");
    }
    StoredFile file = new StoredFile(store, place, end.size(), end.etag());
    long row = position == null ? 0 : position.path(ROW).longValue();
    ParquetFileReader reader;
    try {
      reader = ParquetFileReader.open(file);
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
    try {
      return new Cursor(end.etag(), reader, reader.buildRowReader().skip(row).build(), row);
    } catch (RuntimeException e) {
      reader.close();
      throw unreadable(e);
    }
  }

  /** What the store said, if it was that; else the file is damaged or beyond the library. */
  private static RuntimeException unreadable(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ObjectStoreException refused) {
        return refused;
      }
    }
    return new DatasetException("The dataset can't be read as Parquet: " + e.getMessage());
  }

  /** An object as the library reads files. */
  private record StoredFile(ObjectStore store, ObjectStore.Place place, long length, String etag)
      implements InputFile {
    @Override
    public void open() {
      // every range is a request of its own
    }

    @Override
    public ByteBuffer readRange(long offset, int length) {
      return ByteBuffer.wrap(store.read(place, offset, length, etag));
    }

    @Override
    public String name() {
      return "s3://" + place.bucket() + "/" + place.key();
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private static final class Cursor implements ItemCursor {
    private final String etag;
    private final ParquetFileReader reader;
    private final RowReader rows;
    private long next;

    Cursor(String etag, ParquetFileReader reader, RowReader rows, long next) {
      this.etag = etag;
      this.reader = reader;
      this.rows = rows;
      this.next = next;
    }

    @Override
    public @Nullable Payload next() {
      try {
        if (!rows.hasNext()) {
          return null;
        }
        rows.next();
        next++;
        return Payload.of(ParquetValues.object(rows));
      } catch (RuntimeException e) {
        throw unreadable(e);
      }
    }

    @Override
    public ObjectNode position() {
      return JsonNodeFactory.instance.objectNode().put(ETAG, etag).put(ROW, next);
    }

    @Override
    public void close() {
      rows.close();
      try {
        reader.close();
      } catch (IOException e) {
        throw new IllegalStateException("Nothing is open that could fail", e);
      }
    }
  }
}
