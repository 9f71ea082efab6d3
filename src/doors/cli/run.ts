/** Reads the command line and runs one command. `root` is the folder of the package. */
export async function main(root: URL): Promise<void> {
  process.stdout.write(`${root.pathname}\n`);
}
