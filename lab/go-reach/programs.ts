/** Sources of a library with flaws (invented), and of programs that use it in every way in which Go lets one function come to another. */

export const library = 'example.org/flawed';

/** Files of the library by their path in it. */
export const libraryFiles: Readonly<Record<string, string>> = {
  'go.mod': `module ${library}\n\ngo 1.22\n`,
  'flawed.go': `package flawed

import "errors"

var state int

//go:noinline
func Direct(n int) int { state += n; return helper(n) }

//go:noinline
func helper(n int) int { state -= n; return state * 3 }

func Inlined(n int) int { return n + state }

//go:noinline
func Unused(n int) int { state ^= n; return state }

type Value struct{ n int }

//go:noinline
func (v Value) Run() int { state += v.n; return state }

//go:noinline
func (v Value) Other() int { state -= v.n; return state }

type Pointer struct{ n int }

//go:noinline
func (p *Pointer) Run() int { p.n++; state += p.n; return p.n }

//go:noinline
func (p *Pointer) Reset() { p.n = 0; state = 0 }

type Runner interface{ Run() int }

//go:noinline
func Make(kind string) Runner {
	if kind == "p" {
		return &Pointer{1}
	}
	return Value{2}
}

//go:noinline
func Generic[T any](all []T, each func(T)) {
	for _, one := range all {
		state++
		each(one)
	}
}

type List[T any] struct{ all []T }

//go:noinline
func (l *List[T]) Push(one T) { l.all = append(l.all, one); state++ }

//go:noinline
func Callback(each func(int) error) error {
	for n := range 3 {
		if err := each(n); err != nil {
			return err
		}
	}
	return nil
}

//go:noinline
func Handler(n int) error {
	if n > state {
		return errors.New("too many")
	}
	return nil
}

var Table = map[string]func(int) int{"a": tabled, "b": Direct}

//go:noinline
func tabled(n int) int { state *= n; return state }

//go:noinline
func Deferred() { state++ }

//go:noinline
func Routine(done chan<- int) { state--; done <- state }
`,
  'start/start.go': `package start

var Ready = begin()

//go:noinline
func begin() int { return work(3) }

//go:noinline
func work(n int) int { return n * n }

func init() { late() }

//go:noinline
func late() { Ready++ }

//go:noinline
func Never() int { return Ready }
`,
  'dotted.v1/dotted.go': `package dotted

var state int

//go:noinline
func Run() int { state++; return state }

//go:noinline
func Rest() int { state--; return state }
`,
  'data/data.go': `package data

const Answer = 42

type Shape struct{ Width, Height int }

//go:noinline
func Area(s Shape) int { return s.Width * s.Height }
`,
};

/** Functions that records are written about: path in the library, symbol. */
export const librarySymbols: readonly (readonly [part: string, symbol: string])[] = [
  ...[
    'Direct',
    'helper',
    'Inlined',
    'Unused',
    'Value.Run',
    'Value.Other',
    'Pointer.Run',
    'Pointer.Reset',
    'Make',
    'Generic',
    'List.Push',
    'Callback',
    'Handler',
    'tabled',
    'Deferred',
    'Routine',
  ].map((symbol) => ['', symbol] as const),
  ...['begin', 'work', 'late', 'Never'].map((symbol) => ['start', symbol] as const),
  ...['Run', 'Rest'].map((symbol) => ['dotted.v1', symbol] as const),
  ['data', 'Area'],
];

/** The same of the standard library. */
export const standardSymbols: readonly (readonly [path: string, symbol: string])[] = [
  ['archive/tar', 'Reader.Next'],
  ['archive/zip', 'OpenReader'],
  ['bufio', 'Scanner.Scan'],
  ['bytes', 'Buffer.ReadFrom'],
  ['compress/gzip', 'Reader.Read'],
  ['crypto/tls', 'Conn.HandshakeContext'],
  ['crypto/x509', 'Certificate.Verify'],
  ['encoding/json', 'Unmarshal'],
  ['encoding/json', 'Decoder.Decode'],
  ['encoding/json', 'Marshal'],
  ['encoding/xml', 'Decoder.Token'],
  ['encoding/gob', 'Decoder.Decode'],
  ['fmt', 'Sprintf'],
  ['fmt', 'Sscanf'],
  ['html/template', 'Template.Execute'],
  ['io', 'Copy'],
  ['math/big', 'Rat.SetString'],
  ['mime/multipart', 'Reader.ReadForm'],
  ['net', 'Dial'],
  ['net/http', 'Client.Do'],
  ['net/http', 'Server.Serve'],
  ['net/http', 'ReadRequest'],
  ['net/http', 'Request.ParseMultipartForm'],
  ['net/http', 'Cookie.String'],
  ['net/url', 'Parse'],
  ['net/url', 'URL.JoinPath'],
  ['os', 'ReadFile'],
  ['os/exec', 'Cmd.Run'],
  ['path/filepath', 'Glob'],
  ['regexp', 'Compile'],
  ['regexp/syntax', 'Parse'],
  ['sort', 'Sort'],
  ['strconv', 'ParseInt'],
  ['strings', 'Builder.WriteString'],
  ['strings', 'EqualFold'],
  ['text/template', 'Template.Execute'],
  ['time', 'ParseDuration'],
  ['unicode/utf8', 'DecodeRuneInString'],
];

/** A program: its main file, and how it is built. */
export interface GoProgram {
  readonly name: string;
  readonly main: string;
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Functions of the library that anybody sees it comes to. */
  readonly comes: readonly string[];
}

const use = (body: string, imports: readonly string[] = [], more = ''): string =>
  `package main\n\nimport (\n${['os', library, ...imports].map((path) => `\t"${path}"\n`).join('')})\n\n${more}\nfunc main() {\n${body}\n\tif len(os.Args) > 9 {\n\t\tprintln(flawed.Inlined(len(os.Args)))\n\t}\n}\n`;

const stripped = ['-ldflags=-s -w'];
const pie = ['-buildmode=pie'];

export const programs: readonly GoProgram[] = [
  { name: 'direct', comes: ['Direct', 'helper'], main: use('println(flawed.Direct(len(os.Args)))') },
  { name: 'inlined', comes: ['Inlined'], main: use('') },
  { name: 'method', comes: ['Value.Run'], main: use('println(flawed.Value{}.Run())'), flags: stripped },
  {
    name: 'interface',
    comes: ['Make', 'Value.Run', 'Pointer.Run'],
    main: use('println(flawed.Make(os.Args[0]).Run())'),
  },
  {
    name: 'assertion',
    comes: ['Make', 'Pointer.Reset'],
    main: use('var one any = flawed.Make(os.Args[0])\nif r, ok := one.(interface{ Reset() }); ok {\nr.Reset()\n}'),
    flags: pie,
  },
  {
    name: 'generic',
    comes: ['Generic', 'List.Push'],
    main: use('flawed.Generic(os.Args, func(s string) { println(s) })\nvar l flawed.List[string]\nl.Push(os.Args[0])'),
  },
  {
    name: 'callback',
    comes: ['Callback', 'Handler'],
    main: use('if err := flawed.Callback(flawed.Handler); err != nil {\nprintln(err.Error())\n}'),
  },
  {
    name: 'method-value',
    comes: ['Pointer.Run'],
    main: use('p := &flawed.Pointer{}\nrun := p.Run\nfor range os.Args {\nprintln(run())\n}'),
    flags: [...pie, ...stripped],
  },
  { name: 'table', comes: ['tabled', 'Direct', 'helper'], main: use('println(flawed.Table[os.Args[0]](3))') },
  {
    name: 'defer-go',
    comes: ['Deferred', 'Routine'],
    main: use('defer flawed.Deferred()\ndone := make(chan int)\ngo flawed.Routine(done)\nprintln(<-done)'),
  },
  {
    name: 'init',
    comes: ['start.begin', 'start.work', 'start.late'],
    main: use('', [`${library}/start`], 'var _ = start.Ready'),
  },
  {
    name: 'embedded',
    comes: ['Value.Run'],
    main: use('println(outer{}.Run())', [], 'type outer struct{ flawed.Value }'),
    flags: stripped,
  },
  {
    name: 'reflection',
    comes: ['Pointer.Run', 'Pointer.Reset'],
    main: use('v := reflect.ValueOf(&flawed.Pointer{})\nprintln(v.MethodByName(os.Args[0]).Call(nil)[0].Int())', [
      'reflect',
    ]),
  },
  {
    name: 'template',
    comes: ['Value.Run', 'Value.Other'],
    main: use('_ = template.Must(template.New("").Parse(os.Args[0])).Execute(os.Stdout, flawed.Value{})', [
      'text/template',
    ]),
    flags: stripped,
  },
  {
    name: 'server',
    comes: ['Direct', 'helper'],
    main: use(
      'http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { _ = r.ParseMultipartForm(1); println(flawed.Direct(1)) })\n_ = http.ListenAndServe(os.Args[0], nil)',
      ['net/http'],
    ),
    flags: pie,
  },
  {
    name: 'sorted',
    comes: ['Direct'],
    main: use(
      'sort.Sort(list(os.Args))',
      ['sort'],
      'type list []string\nfunc (l list) Len() int { return flawed.Direct(len(l)) }\nfunc (l list) Less(a, b int) bool { return l[a] < l[b] }\nfunc (l list) Swap(a, b int) { l[a], l[b] = l[b], l[a] }',
    ),
  },
  {
    name: 'dotted',
    comes: ['dotted.v1.Run'],
    main: use('println(dotted.Run(), data.Answer, data.Shape{}.Width)', [`${library}/dotted.v1`, `${library}/data`]),
  },
  {
    name: 'decoder',
    comes: ['Inlined'],
    main: use('var v any\n_ = json.NewDecoder(os.Stdin).Decode(&v)\n_ = xml.NewDecoder(os.Stdin).Decode(&v)', [
      'encoding/json',
      'encoding/xml',
    ]),
    environment: { GOARCH: 'arm64' },
  },
  {
    name: 'windows',
    comes: ['Make', 'Pointer.Run'],
    main: use('out, _ := exec.Command(os.Args[0]).Output()\nprintln(len(out), flawed.Make("p").Run())', ['os/exec']),
    environment: { GOOS: 'windows' },
  },
  {
    name: 'mac',
    comes: ['tabled'],
    main: use('r, _ := zip.OpenReader(os.Args[0])\nprintln(len(r.File), flawed.Table["a"](1))', ['archive/zip']),
    environment: { GOOS: 'darwin', GOARCH: 'arm64' },
  },
  {
    name: 'not-optimized',
    comes: ['Make', 'Value.Run', 'Inlined'],
    main: use('println(flawed.Make("").Run())'),
    flags: ['-gcflags=all=-N -l'],
  },
];
