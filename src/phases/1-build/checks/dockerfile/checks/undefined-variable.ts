import type { DockerfileCheck } from '../check.ts';
import { ancestry } from '../view.ts';

/** Shell form of RUN, CMD and ENTRYPOINT is the shell's to expand; what ARG defaults to is told where it is used. */
const expanding = new Set(['ADD', 'COPY', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);

/** Images that set no variable but these. */
const plainBase =
  /(?:^|\/)(?:alpine|busybox|debian|ubuntu|centos|rockylinux|almalinux|amazonlinux|oraclelinux|fedora|archlinux|bitnami\/minideb|wolfi-base|ubi\d?(?:-minimal|-micro)?)$/;
const ofPlainBases = /^(?:LANG|LC_ALL|container|DISTTAG|FGC|FBR)$/;
/** Variables that images people build on set, by how their names begin. */
const ofImages =
  /^(?:LANG|LC_|TZ$|LD_LIBRARY_PATH$|LIBRARY_PATH$|JAVA|JDK|GO|NODE|NPM|YARN|PYTHON|PIP|CONDA|NB_|RUBY|GEM|BUNDLE|PHP|COMPOSER|CARGO|RUST|DOTNET|ASPNET|NGINX|NJS|PKG_RELEASE|HTTPD|APACHE|TOMCAT|CATALINA|MAVEN|MVN|GRADLE|PG|POSTGRES|MYSQL|MARIADB|REDIS|MONGO|JENKINS|SPARK|HADOOP|AIRFLOW|CUDA|CUDNN|NV_|NVIDIA|NCCL|JBOSS|WILDFLY|KEYCLOAK|ANDROID|FLUTTER|DENO|BUN_|ELIXIR|ERLANG|OTP|JULIA|PERL|SWIFT|GNUPGHOME$|APP_ROOT$|STI_|S2I|DESCRIPTION$|SUMMARY$|HOME$)/;

/** Registry and repository, without tag and digest. */
function pathOf(image: string): string {
  const [name = ''] = image.split('@', 1);
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** Whether the image that the stage goes back to may have set the variable: only the empty one sets none. */
function mayBeSet(name: string, image: string): boolean {
  if (image === 'scratch') return false;
  const path = pathOf(image);
  if (plainBase.test(path)) return ofPlainBases.test(name);
  const words = path.slice(path.lastIndexOf('/') + 1).split(/[^a-z0-9]+/i);
  return (
    ofImages.test(name) || words.some((word) => word.length > 2 && name.toLowerCase().startsWith(word.toLowerCase()))
  );
}

export const undefinedVariable: DockerfileCheck = {
  id: 'dockerfile/undefined-variable',
  version: 2,
  title: 'A variable that nothing sets',
  severity: 'low',
  aliases: ['UndefinedVar'],
  why: 'It expands to nothing: a path becomes another path, a name an empty one. Most often it is a typing error.',
  remedy: 'Declare it with `ARG` or `ENV` in the same stage, or correct the name.',
  references: ['https://docs.docker.com/reference/build-checks/undefined-var/'],
  violating: ['FROM scratch\nCOPY $app /srv/\n'],
  clean: ['FROM scratch\nARG app=main\nCOPY $app /srv/\n'],
  *look(view) {
    for (const stage of view.file.stages) {
      const { knownImage = '' } = [...ancestry(stage)].at(-1) ?? {};
      const isPlain = knownImage === 'scratch' || plainBase.test(pathOf(knownImage));
      for (const instruction of stage.instructions) {
        if (!expanding.has(instruction.keyword)) continue;
        const told = new Set<string>();
        for (const { undeclared, at } of view.valuesOf(instruction)) {
          for (const name of undeclared) {
            if (told.has(name) || mayBeSet(name, knownImage)) continue;
            told.add(name);
            yield {
              at,
              observed: `$${name}`,
              expected: `ARG ${name} or ENV ${name}=… before it`,
              // An image that we do not know may set it.
              ...(isPlain ? {} : { severity: 'negligible' as const }),
            };
          }
        }
      }
    }
  },
};
