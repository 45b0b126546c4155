// The job: takes its time, then writes the report of a day, or fails on days that are none.

const { DAY, SECONDS = "5", AWS_BATCH_JOB_ID, MANAGED_BY_AWS } = process.env;
const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

for (let left = Number(SECONDS); left > 0; left--) {
  console.log(`    ${AWS_BATCH_JOB_ID} works on ${DAY}, ${left} s left (${MANAGED_BY_AWS})`);
  await pause(1000);
}
if (!days.includes(DAY)) {
  console.log(`    ${AWS_BATCH_JOB_ID} knows no day '${DAY}'`);
  process.exit(2);
}
