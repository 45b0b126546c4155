package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths, predicates, grouping, sorting and parents. The values are those of jsonata-js 2.0.6. */
class PathsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          shop.orders.items.price  =>  [3.5,12.25,4,0.1]
          shop.orders[0].items[0].price  =>  3.5
          shop.orders.items[0].price  =>  [3.5,4]
          (shop.orders.items)[0].price  =>  3.5
          shop.orders.items[price>3].sku  =>  ["r1","l7","r2"]
          shop.orders[items.price>9].id  =>  failed. T2010: The expressions either side of operator ">" must evaluate to numeric or string values
          shop.orders.items.(price*count)  =>  [7,12.25,40,20]
          shop.orders.items{title:price}  =>  {"Rope":[3.5,4],"Lamp":12.25,"Nail":0.1}
          shop.orders.items{title:$sum(price)}  =>  {"Rope":7.5,"Lamp":12.25,"Nail":0.1}
          shop.orders.{id:items.title}  =>  [{"o1":["Rope","Lamp"]},{"o2":["Rope","Nail"]}]
          shop.orders.items^(price).sku  =>  ["n0","r1","r2","l7"]
          shop.orders.items^(>price,sku).sku  =>  ["l7","r2","r1","n0"]
          shop.orders.items^(size.colour).price  =>  [4,12.25,0.1,3.5]
          shop.orders.items@$p.{"n":$p.price}  =>  [{"n":3.5},{"n":12.25},{"n":4},{"n":0.1}]
          shop.orders@$o.items@$p.{"o":$o.id,"p":$p.sku}  =>  nothing
          shop.orders@$o#$i.items#$j.[$i,$j,price]  =>  nothing
          shop.orders#$i.items.{"i":$i,"p":price}  =>  [{"i":0,"p":3.5},{"i":0,"p":12.25},{"i":1,"p":4},{"i":1,"p":0.1}]
          shop.orders.items#$i[$i=1].sku  =>  ["l7","n0"]
          shop.orders.items[1]#$i.{"i":$i,"s":sku}  =>  {"i":0,"s":"l7"}
          shop.orders.items.%.id  =>  ["o1","o1","o2","o2"]
          shop.orders.items.{"a":%.id,"b":%.%.name}  =>  [{"a":"o1","b":"Harbour"},{"a":"o1","b":"Harbour"},{"a":"o2","b":"Harbour"},{"a":"o2","b":"Harbour"}]
          shop.orders.items[%.id="o1"].sku  =>  ["r1","l7"]
          shop.orders.items.size.%.%.id  =>  ["o1","o1","o2","o2"]
          shop.orders.items^(%.id,price).sku  =>  ["r1","l7","n0","r2"]
          (shop.orders.items)[%.id="o2"].sku  =>  ["r2","n0"]
          **.price  =>  [3.5,12.25,4,0.1]
          *.orders.id  =>  ["o1","o2"]
          shop.*  =>  ["Harbour",{"id":"o1","items":[{"title":"Rope","sku":"r1","size":{"colour":"red","w":3},"price":3.5,"count":2},{"title":"Lamp","sku":"l7","size":{"colour":"brass","w":2},"price":12.25,"count":1}]},{"id":"o2","items":[{"title":"Rope","sku":"r2","size":{"colour":"blue","w":3},"price":4,"count":10},{"title":"Nail","sku":"n0","size":{"colour":"grey","w":1},"price":0.1,"count":200}]}]
          shop.**.colour  =>  ["red","brass","blue","grey"]
          obj.*  =>  [1,{"c":[{"d":1},{"d":2}]}]
          obj.**  =>  [{"a":1,"b":{"c":[{"d":1},{"d":2}]}},1,{"c":[{"d":1},{"d":2}]},{"d":1},1,{"d":2},2]
          arr.*  =>  nothing
          arr  =>  [1,2,3]
          arr[0]  =>  1
          arr[-1]  =>  3
          arr[5]  =>  nothing
          arr[[0,2]]  =>  [1,3]
          arr[[0..1]]  =>  [1,2]
          arr[$>1]  =>  [2,3]
          arr[true]  =>  [1,2,3]
          arr["a"]  =>  [1,2,3]
          arr[]  =>  [1,2,3]
          nested  =>  [[1,2],[3,[4,5]]]
          nested[0]  =>  [1,2]
          nested[0][0]  =>  1
          nested.$  =>  [1,2,3,[4,5]]
          nested[1][1]  =>  [4,5]
          nested.*  =>  [1,2,3,4,5]
          obj.b.c.d  =>  [1,2]
          obj.b.c[0].d  =>  1
          obj.b.c.d[0]  =>  [1,2]
          (obj.b.c.d)[0]  =>  1
          obj.b.c[d=2]  =>  {"d":2}
          obj["a"]  =>  {"a":1,"b":{"c":[{"d":1},{"d":2}]}}
          obj.b.c[].d  =>  [1,2]
          obj.b[].c.d  =>  [1,2]
          obj.a[]  =>  [1]
          obj.zz[]  =>  nothing
          obj.zz  =>  nothing
          mixed  =>  [1,"a",null,true,{"x":1}]
          mixed.x  =>  1
          mixed[$type($)="number"]  =>  1
          mixed.$type($)  =>  ["number","string","null","boolean","object"]
          mixed[4].x  =>  1
          nul  =>  null
          nul.x  =>  nothing
          nul[0]  =>  null
          empty  =>  []
          empty[0]  =>  nothing
          empty.x  =>  nothing
          eo  =>  {}
          eo.x  =>  nothing
          $.n  =>  5
          $$.n  =>  5
          $.arr[0]  =>  1
          phones[type="office"].number  =>  ["2","3"]
          phones[type="office"][0].number  =>  "2"
          phones[type="mobile"]  =>  nothing
          phones.number  =>  ["1","2","3"]
          phones[0].number  =>  "1"
          phones[[1..2]].number  =>  ["2","3"]
          phones{type:number}  =>  {"home":"1","office":["2","3"]}
          phones{type:$count(number)}  =>  {"home":1,"office":2}
          phones{type:number[]}  =>  {"home":["1"],"office":["2","3"]}
          phones{number:type,"x":1}  =>  {"1":"home","x":1,"2":"office","3":"office"}
          phones{"a":number,"a":type}  =>  failed. D1009: Multiple key definitions evaluate to same key: "a"
          phones{1:number}  =>  failed. T1003: Key in object structure must evaluate to a string; got: 1
          nul=null  =>  true
          null=null  =>  true
          arr=[1,2,3]  =>  true
          obj={"a":1}  =>  false
          null<1  =>  failed. T2010: The expressions either side of operator "<" must evaluate to numeric or string values
          null in mixed  =>  true
          obj.and  =>  nothing
          null ? 1 : 2  =>  2
          (arr[0] = 1) ? "one" : "other"  =>  "one"
          arr.{"v":$}  =>  [{"v":1},{"v":2},{"v":3}]
          arr.[$,$*2]  =>  [[1,2],[2,4],[3,6]]
          arr.[$]  =>  [[1],[2],[3]]
          arr.($)[0]  =>  [1,2,3]
          (arr.[$,$])[0]  =>  [1,1]
          obj.b.c.[d]  =>  [[1],[2]]
          obj.b.c.{"q":d}  =>  [{"q":1},{"q":2}]
          obj.b.c.("x" & d)  =>  ["x1","x2"]
          obj.b.c.d.$string()  =>  ["1","2"]
          obj.("a")  =>  "a"
          obj."a"  =>  1
          obj.[a]  =>  [1]
          obj.(b.c).d  =>  [1,2]
          obj.b.c[0].d.$  =>  1
          shop.orders.items.size.colour[0]  =>  ["red","brass","blue","grey"]
          shop.orders.items.size[w<2].colour  =>  "grey"
          shop.orders.items.[title,price]  =>  [["Rope",3.5],["Lamp",12.25],["Rope",4],["Nail",0.1]]
          shop.orders.[items.price]  =>  [[3.5,12.25],[4,0.1]]
          shop.orders.items[0]{title:price}  =>  {"Rope":[3.5,4]}
          shop.orders{id:items{sku:price}}  =>  {"o1":{"r1":3.5,"l7":12.25},"o2":{"r2":4,"n0":0.1}}
          shop.orders.items{title:{"p":price,"q":count}}  =>  {"Rope":{"p":[3.5,4],"q":[2,10]},"Lamp":{"p":12.25,"q":1},"Nail":{"p":0.1,"q":200}}
          shop.orders.items{sku:$}.*.price  =>  {}
          shop.orders{id:1}[0]  =>  {"o1":1}
          shop.orders.items#$i^(price)[$i<2].sku  =>  nothing
          shop.orders.items^(price)#$i.{"i":$i,"p":price}  =>  [{"i":0,"p":0.1},{"i":1,"p":3.5},{"i":2,"p":4},{"i":3,"p":12.25}]
          shop.orders.items^(price)[0].sku  =>  "n0"
          shop.orders.items^(nope)  =>  [{"title":"Rope","sku":"r1","size":{"colour":"red","w":3},"price":3.5,"count":2},{"title":"Lamp","sku":"l7","size":{"colour":"brass","w":2},"price":12.25,"count":1},{"title":"Rope","sku":"r2","size":{"colour":"blue","w":3},"price":4,"count":10},{"title":"Nail","sku":"n0","size":{"colour":"grey","w":1},"price":0.1,"count":200}]
          shop.orders.items^(size)  =>  failed. T2008: The expressions within an order-by clause must evaluate to numeric or string values
          phones^(number).type  =>  ["home","office","office"]
          $.a.b.c  =>  nothing
          [phones[type="home"]]  =>  [{"type":"home","number":"1"}]
          [phones[type="home"].number]  =>  ["1"]
          phones[type="home"].[number]  =>  ["1"]
          arr.($x:=$; $x*2)  =>  [2,4,6]
          $.($x:=n; $x)  =>  5
          phones.(type & number)  =>  ["home1","office2","office3"]
          phones.(type="home" ? number : zz)  =>  "1"
          phones.number.$number()  =>  [1,2,3]
          dates^($)  =>  ["2017-05-11","2018-12-10"]
          dates[0]  =>  "2018-12-10"
          arr[n=5]  =>  nothing
          arr[zz]  =>  nothing
          arr[zz=1]  =>  nothing
          $$.arr[$=$$.arr[0]]  =>  1
          arr[$$.n - 3]  =>  3
          arr[n-3]  =>  nothing
          arr[0.9]  =>  1
          arr[-0.5]  =>  3
          arr[1.9]  =>  2
          nested[[0]]  =>  [1,2]
          nested.$sum($)  =>  failed. T0412: Argument 1 of function "sum" must be an array of "numbers"
          nul.a.b  =>  nothing
          arr.a  =>  nothing
          mixed.x.y  =>  nothing
          shop.orders#$i.items{$string($i): title}  =>  {"0":["Rope","Lamp"],"1":["Rope","Nail"]}
          $.empty^(>price)[]  =>  nothing
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
