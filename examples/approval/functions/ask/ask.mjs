/** Hands the question and the token of the task to the desk, which answers with the links. */
export async function handler({ token, question, who }) {
  const response = await fetch(`${process.env.DESK_URL}/questions`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, question, who }),
  });
  if (!response.ok) throw new Error(`The desk answered ${response.status}`);
  const { approve, reject } = await response.json();
  console.log(`${who}, ${question}\n  yes: ${approve}\n  no:  ${reject}`);
}
