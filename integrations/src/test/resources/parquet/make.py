import datetime as d, decimal, sys
import pyarrow as pa, pyarrow.parquet as pq
out=sys.argv[1]
rows=[]
schema=pa.schema([
 ("id", pa.int32()), ("big", pa.int64()), ("ratio", pa.float64()), ("small", pa.float32()), ("ok", pa.bool_()),
 ("name", pa.string()), ("raw", pa.binary()), ("day", pa.date32()), ("at", pa.timestamp("us", tz="UTC")),
 ("local", pa.timestamp("ms")), ("time", pa.time64("us")), ("price", pa.decimal128(9,2)),
 ("tags", pa.list_(pa.string())), ("place", pa.struct([("city", pa.string()),("zip", pa.int32())])),
 ("counts", pa.map_(pa.string(), pa.int64()))])
full={"id":1,"big":2**53+1,"ratio":0.1,"small":0.1,"ok":True,"name":"Grüße","raw":b"\x00\xff","day":d.date(2026,11,29),
 "at":d.datetime(2026,11,29,23,5,0,123000,tzinfo=d.timezone.utc),"local":d.datetime(2026,11,29,23,5,0),"time":d.time(23,5,0),
 "price":decimal.Decimal("12.50"),"tags":["a",None,"b"],"place":{"city":"Ulm","zip":89073},"counts":[("x",1),("y",None)]}
empty={k:None for k in full}
pq.write_table(pa.Table.from_pylist([full,empty],schema=schema), out+"/types.parquet", compression="snappy")
many=pa.table({"n": pa.array(range(2500), pa.int32()), "text": pa.array(["row %d" % i for i in range(2500)])})
pq.write_table(many, out+"/many.parquet", compression="gzip", row_group_size=1000)
pq.write_table(many.slice(0,3), out+"/plain.parquet", compression="none")
