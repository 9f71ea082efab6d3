/**
 * Makers whose builds leave no record of Maven in their archives (most build with Gradle), as data: an archive that calls itself by one of these names and
 * holds classes in the maker's own folder is that package. Two statements that do not depend on one another must agree; what is not listed is not guessed.
 */
export interface KnownArchives {
  readonly group: string;
  /** Names of artifacts; with a star at the end all that begin so. */
  readonly artifacts: readonly string[];
  /** The folder that the maker's classes are in. */
  readonly classes: string;
  /** Of releases from this first number on, or before it, where a group was renamed. */
  readonly from?: number;
  readonly before?: number;
}

const each = (prefix: string, names: string): string[] => names.split(' ').map((name) => `${prefix}${name}`);

export const knownArchives: readonly KnownArchives[] = [
  {
    group: 'org.springframework',
    artifacts: each(
      'spring-',
      'aop aspects beans context context-indexer context-support core core-test expression instrument jdbc jms messaging orm oxm r2dbc test tx web webflux webmvc websocket',
    ),
    classes: 'org/springframework',
  },
  { group: 'org.springframework', artifacts: ['spring-jcl'], classes: 'org/apache/commons/logging' },
  {
    group: 'org.springframework.boot',
    artifacts: each(
      'spring-boot',
      ' -actuator -actuator-autoconfigure -autoconfigure -devtools -docker-compose -jarmode-layertools -jarmode-tools -loader -loader-tools -properties-migrator -test -test-autoconfigure -testcontainers',
    ),
    classes: 'org/springframework',
  },
  {
    group: 'org.springframework.security',
    artifacts: each(
      'spring-security-',
      'acl aspects cas config core crypto data ldap messaging oauth2-authorization-server oauth2-client oauth2-core oauth2-jose oauth2-resource-server openid remoting rsocket saml2-service-provider taglibs test web',
    ),
    classes: 'org/springframework',
  },
  { group: 'org.springframework.session', artifacts: ['spring-session-*'], classes: 'org/springframework' },
  { group: 'org.springframework.integration', artifacts: ['spring-integration-*'], classes: 'org/springframework' },
  { group: 'org.springframework.kafka', artifacts: ['spring-kafka'], classes: 'org/springframework' },
  { group: 'org.springframework.amqp', artifacts: ['spring-amqp', 'spring-rabbit'], classes: 'org/springframework' },
  { group: 'io.projectreactor', artifacts: ['reactor-core'], classes: 'reactor' },
  {
    group: 'io.projectreactor.netty',
    artifacts: ['reactor-netty', 'reactor-netty-core', 'reactor-netty-http'],
    classes: 'reactor',
  },
  {
    group: 'org.hibernate',
    artifacts: ['hibernate-core', 'hibernate-entitymanager'],
    classes: 'org/hibernate',
    before: 6,
  },
  { group: 'org.hibernate.orm', artifacts: ['hibernate-core'], classes: 'org/hibernate', from: 6 },
  { group: 'org.hibernate.common', artifacts: ['hibernate-commons-annotations'], classes: 'org/hibernate' },
  {
    group: 'org.apache.kafka',
    artifacts: [
      'kafka-clients',
      'kafka-streams',
      'kafka_2.11',
      'kafka_2.12',
      'kafka_2.13',
      'connect-api',
      'connect-json',
      'connect-runtime',
    ],
    classes: 'org/apache/kafka',
  },
  { group: 'org.apache.tomcat.embed', artifacts: ['tomcat-embed-*'], classes: 'org/apache' },
  {
    group: 'org.apache.tomcat',
    artifacts: each(
      'tomcat-',
      'api catalina catalina-ha coyote dbcp jasper jasper-el jdbc jni juli tribes util util-scan websocket',
    ),
    classes: 'org/apache',
  },
  ...['javax', 'jakarta'].flatMap((above) =>
    [
      ['annotations-api', 'annotation'],
      ['el-api', 'el'],
      ['jaspic-api', 'security'],
      ['jsp-api', 'servlet'],
      ['servlet-api', 'servlet'],
      ['websocket-api', 'websocket'],
    ].map(([name, folder]) => ({
      group: 'org.apache.tomcat',
      artifacts: [`tomcat-${name}`],
      classes: `${above}/${folder}`,
    })),
  ),
  { group: 'org.apache.lucene', artifacts: ['lucene-*'], classes: 'org/apache/lucene' },
  { group: 'org.apache.groovy', artifacts: ['groovy', 'groovy-*'], classes: 'groovy', from: 4 },
  { group: 'org.codehaus.groovy', artifacts: ['groovy', 'groovy-*'], classes: 'groovy', before: 4 },
  {
    group: 'org.elasticsearch',
    artifacts: each('elasticsearch', ' -cli -core -geo -lz4 -plugin-classloader -secure-sm -x-content'),
    classes: 'org/elasticsearch',
  },
  { group: 'org.postgresql', artifacts: ['postgresql'], classes: 'org/postgresql' },
  { group: 'mysql', artifacts: ['mysql-connector-java'], classes: 'com/mysql' },
  { group: 'com.mysql', artifacts: ['mysql-connector-j'], classes: 'com/mysql' },
  { group: 'com.h2database', artifacts: ['h2'], classes: 'org/h2' },
  {
    group: 'org.mongodb',
    artifacts: ['bson', 'bson-record-codec', 'mongodb-driver-*', 'mongo-java-driver'],
    classes: 'org/bson',
  },
  { group: 'org.mongodb', artifacts: ['mongodb-driver-*'], classes: 'com/mongodb' },
  {
    group: 'org.bouncycastle',
    artifacts: ['bcprov-*', 'bcpkix-*', 'bcutil-*', 'bcpg-*', 'bctls-*', 'bcmail-*'],
    classes: 'org/bouncycastle',
  },
  { group: 'com.squareup.okhttp3', artifacts: ['okhttp', 'okhttp-*', 'logging-interceptor'], classes: 'okhttp3' },
  { group: 'com.squareup.okio', artifacts: ['okio', 'okio-jvm'], classes: 'okio' },
  { group: 'com.squareup.retrofit2', artifacts: ['retrofit'], classes: 'retrofit2' },
  { group: 'io.grpc', artifacts: ['grpc-*'], classes: 'io/grpc' },
  { group: 'io.reactivex.rxjava2', artifacts: ['rxjava'], classes: 'io/reactivex', before: 3 },
  { group: 'io.reactivex.rxjava3', artifacts: ['rxjava'], classes: 'io/reactivex', from: 3 },
  {
    group: 'org.jetbrains.kotlin',
    artifacts: ['kotlin-stdlib', 'kotlin-stdlib-*', 'kotlin-reflect'],
    classes: 'kotlin',
  },
  { group: 'org.jetbrains.kotlinx', artifacts: ['kotlinx-coroutines-*'], classes: 'kotlinx/coroutines' },
  { group: 'org.dom4j', artifacts: ['dom4j'], classes: 'org/dom4j', from: 2 },
  { group: 'org.freemarker', artifacts: ['freemarker', 'freemarker-gae'], classes: 'freemarker' },
  {
    group: 'org.apache.poi',
    artifacts: each('poi', ' -examples -ooxml -ooxml-full -ooxml-lite -scratchpad'),
    classes: 'org/apache/poi',
  },
  { group: 'org.apache.xmlgraphics', artifacts: ['batik-*'], classes: 'org/apache/batik' },
  { group: 'org.apache.xmlgraphics', artifacts: ['xmlgraphics-commons'], classes: 'org/apache/xmlgraphics' },
  { group: 'xerces', artifacts: ['xercesImpl'], classes: 'org/apache/xerces' },
  { group: 'xml-apis', artifacts: ['xml-apis', 'xml-apis-ext'], classes: 'org/w3c' },
  { group: 'xalan', artifacts: ['xalan'], classes: 'org/apache/xalan' },
  { group: 'xalan', artifacts: ['serializer'], classes: 'org/apache/xml/serializer' },
  { group: 'log4j', artifacts: ['log4j'], classes: 'org/apache/log4j', before: 2 },
  { group: 'commons-logging', artifacts: ['commons-logging'], classes: 'org/apache/commons/logging' },
  { group: 'commons-beanutils', artifacts: ['commons-beanutils'], classes: 'org/apache/commons/beanutils' },
  { group: 'commons-httpclient', artifacts: ['commons-httpclient'], classes: 'org/apache/commons/httpclient' },
  { group: 'com.mchange', artifacts: ['c3p0', 'mchange-commons-java'], classes: 'com/mchange' },
  { group: 'net.java.dev.jna', artifacts: ['jna', 'jna-platform'], classes: 'com/sun/jna' },
  { group: 'io.perfmark', artifacts: ['perfmark-api'], classes: 'io/perfmark' },
  { group: 'org.reactivestreams', artifacts: ['reactive-streams'], classes: 'org/reactivestreams' },
  { group: 'org.rocksdb', artifacts: ['rocksdbjni'], classes: 'org/rocksdb' },
  {
    group: 'io.opentelemetry',
    artifacts: each('opentelemetry-', 'api api-events api-logs context sdk sdk-common sdk-logs sdk-metrics sdk-trace'),
    classes: 'io/opentelemetry',
  },
  { group: 'org.lz4', artifacts: ['lz4-java', 'lz4-pure-java'], classes: 'net/jpountz' },
  {
    group: 'org.checkerframework',
    artifacts: ['checker-qual', 'checker-compat-qual'],
    classes: 'org/checkerframework',
  },
];

/** The parts of a Tomcat that is not embedded, by the names of their files, which its build gives and which say no version: its manifests do. */
export const tomcatFiles: ReadonlyMap<string, string> = new Map([
  ['annotations-api', 'tomcat-annotations-api'],
  ['catalina', 'tomcat-catalina'],
  ['catalina-ant', 'tomcat-catalina-ant'],
  ['catalina-ha', 'tomcat-catalina-ha'],
  ['catalina-ssi', 'tomcat-ssi'],
  ['catalina-storeconfig', 'tomcat-storeconfig'],
  ['catalina-tribes', 'tomcat-tribes'],
  ['el-api', 'tomcat-el-api'],
  ['jasper', 'tomcat-jasper'],
  ['jasper-el', 'tomcat-jasper-el'],
  ['jaspic-api', 'tomcat-jaspic-api'],
  ['jsp-api', 'tomcat-jsp-api'],
  ['servlet-api', 'tomcat-servlet-api'],
  ['tomcat-api', 'tomcat-api'],
  ['tomcat-coyote', 'tomcat-coyote'],
  ['tomcat-dbcp', 'tomcat-dbcp'],
  ['tomcat-jdbc', 'tomcat-jdbc'],
  ['tomcat-jni', 'tomcat-jni'],
  ['tomcat-juli', 'tomcat-juli'],
  ['tomcat-util', 'tomcat-util'],
  ['tomcat-util-scan', 'tomcat-util-scan'],
  ['tomcat-websocket', 'tomcat-websocket'],
  ['websocket-api', 'tomcat-websocket-api'],
]);

/** The group under which a name is known, for a release and the folders of classes in the archive. */
export function knownGroup(artifact: string, version: string, folders: ReadonlySet<string>): string | undefined {
  const release = Number.parseInt(version, 10);
  const isCalled = (name: string): boolean =>
    name.endsWith('*') ? artifact.startsWith(name.slice(0, -1)) : artifact === name;
  const holds = (folder: string): boolean =>
    folders.has(folder) || [...folders].some((one) => one.startsWith(`${folder}/`));
  const found = knownArchives.filter(
    ({ artifacts, classes, from = 0, before = Number.POSITIVE_INFINITY }) =>
      release >= from && release < before && artifacts.some(isCalled) && holds(classes),
  );
  return found[0]?.group;
}

/**
 * Folders that only one package has classes in, and its group: where they stand in an archive that names no package of that group, somebody has built it in
 * and dropped its record.
 */
const marks: ReadonlyMap<string, string> = new Map([
  ['groovy/lang', 'org.codehaus.groovy'],
  ['io/grpc/internal', 'io.grpc'],
  ['kotlin/collections', 'org.jetbrains.kotlin'],
  ['okhttp3/internal', 'com.squareup.okhttp3'],
  ['com/mongodb/internal/connection', 'org.mongodb'],
  ['com/mysql/cj/protocol', 'com.mysql'],
  ['org/apache/catalina/core', 'org.apache.tomcat'],
  ['org/apache/kafka/clients', 'org.apache.kafka'],
  ['org/apache/lucene/index', 'org.apache.lucene'],
  ['org/apache/poi/ss/usermodel', 'org.apache.poi'],
  ['org/apache/xalan/processor', 'xalan'],
  ['org/apache/xerces/impl', 'xerces'],
  ['org/bouncycastle/asn1', 'org.bouncycastle'],
  ['org/h2/engine', 'com.h2database'],
  ['org/hibernate/engine/spi', 'org.hibernate'],
  ['org/postgresql/core', 'org.postgresql'],
  ['org/springframework/beans/factory', 'org.springframework'],
  ['org/springframework/boot/context', 'org.springframework.boot'],
  ['org/springframework/core', 'org.springframework'],
  ['org/springframework/security/web', 'org.springframework.security'],
  ['org/springframework/web/servlet', 'org.springframework'],
  ['reactor/core/publisher', 'io.projectreactor'],
]);

/** Groups under which a package was published before or after. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['org.apache.groovy', 'org.codehaus.groovy'],
  ['org.hibernate.orm', 'org.hibernate'],
  ['org.apache.tomcat.embed', 'org.apache.tomcat'],
  ['mysql', 'com.mysql'],
]);

/** Groups whose classes are in an archive and of which it names no package. */
export function builtIn(folders: ReadonlySet<string>, groups: Iterable<string>): readonly string[] {
  const named = new Set([...groups].map((group) => renamed.get(group) ?? group));
  const found = [...marks].flatMap(([folder, group]) => (folders.has(folder) && !named.has(group) ? [group] : []));
  return [...new Set(found)];
}
