import type { FileNode } from '../../../foundations/images/index.ts';

/** Files of one name that development leaves behind. */
const files: ReadonlySet<string> = new Set(
  'Dockerfile Containerfile docker-compose.yml docker-compose.yaml .vimrc .viminfo .DS_Store .bash_history .ash_history .zsh_history .python_history .node_repl_history .psql_history .mysql_history'.split(
    ' ',
  ),
);
const folders: ReadonlySet<string> = new Set('.git .svn .hg .aws .azure .gcp .gcloud .idea .vscode'.split(' '));
/** What holds secrets by its name, whatever they look like. */
const secretFiles: ReadonlySet<string> = new Set(
  '.env .netrc .pgpass .git-credentials .htpasswd credentials.json id_rsa id_dsa id_ecdsa id_ed25519'.split(' '),
);
const secretEndings = /\.(?:ovpn|kdbx|keychain|pcap)$/;
/** What others ship: packages of languages, documents, samples, tests. */
const ofOthers =
  /(?:^|\/)(?:node_modules|vendor|site-packages|dist-packages|gems|testdata|tests?|examples?|samples?|templates?|docs?|skel)\/|^usr\/(?:share|lib|lib64|libexec|src|include)\/|^usr\/local\/(?:share|lib|go|include)\/|^(?:proc|sys|dev)\//;

/** Most names are none of these: asked of every file. */
export function mayBeLeftover(name: string): boolean {
  return files.has(name) || folders.has(name) || secretFiles.has(name) || secretEndings.test(name);
}

/** Whether it is of no use in an image: a file of an editor, a shell's history, the repository that it was built from. */
export function isLeftover(path: string, kind: FileNode['kind']): boolean {
  if (ofOthers.test(path)) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return kind === 'directory' ? folders.has(name) : kind === 'file' && files.has(name);
}

/** Whether a file holds secrets by what it is called. What lies in another's folder is a sample or a test. */
export function isSecretByName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !ofOthers.test(path) && (secretFiles.has(name) || secretEndings.test(name));
}
