// Each step answers the same if it is called twice: a call whose answer was lost is made again.

const IN_STOCK = 10;

/** An error whose name a state machine can tell from others. */
function failure(name, message) {
  return Object.assign(new Error(message), { name });
}

export async function reserve({ order }) {
  if (order.count > IN_STOCK) {
    throw failure("OutOfStock", `${order.count} ${order.item} are wanted, ${IN_STOCK} are there`);
  }
  return { reservation: `reserved-${order.id}` };
}

export async function release({ reservation }) {
  console.log(`${reservation} is free again`);
  return { released: reservation };
}

export async function ship({ order, reservation }) {
  if (order.address === "Nowhere") {
    throw failure("NoSuchAddress", `nobody finds ${order.address}`);
  }
  return { parcel: `parcel-${order.id}`, of: reservation };
}
