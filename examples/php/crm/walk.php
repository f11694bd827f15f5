<?php

/**
 * Walks through the plug-in as a browser would, over HTTP, and prints what it sees.
 *
 *     php walk.php [folder for the book and the sessions] [php's options, such as -d ffi.enable=true]
 */

declare(strict_types=1);

$folder = $argv[1] ?? sys_get_temp_dir() . '/crm-' . getmypid();
$options = array_slice($argv, 2) ?: ['-d', 'ffi.enable=true'];
$port = (static function (): int {
    $socket = stream_socket_server('tcp://127.0.0.1:0') ?: exit(1);
    $name = stream_socket_get_name($socket, false);
    fclose($socket);

    return (int) substr($name, strrpos($name, ':') + 1);
})();
$base = "http://127.0.0.1:$port";
$cookie = '';

/** A request, and what came back: the first line of the head, where it leads to, the body. */
$ask = function (string $path, ?array $form) use ($base, &$cookie): array {
    $context = ['http' => [
        'method' => $form === null ? 'GET' : 'POST',
        'header' => ["Cookie: $cookie", 'Content-Type: application/x-www-form-urlencoded'],
        'content' => $form === null ? '' : http_build_query($form),
        'ignore_errors' => true,
        'follow_location' => 0,
    ]];
    $stream = fopen($base . $path, 'r', false, stream_context_create($context));
    $head = stream_get_meta_data($stream)['wrapper_data'];
    $to = null;
    foreach ($head as $header) {
        if (preg_match('/^Set-Cookie: ([^;]+)/i', $header, $match)) {
            $cookie = $match[1];
        } elseif (preg_match('/^Location: (.+)/i', $header, $match)) {
            $to = $match[1];
        }
    }

    return [substr($head[0], strlen('HTTP/1.1 ')), $to, stream_get_contents($stream)];
};
/** A request that is shown; redirects are followed as a browser does. */
$go = function (string $path, ?array $form = null) use ($ask, &$go): void {
    [$status, $to, $body] = $ask($path, $form);
    // What a user would fill in; the rest is the page's own.
    $filled = $form === null ? '' : ' ' . json_encode(array_diff_key($form, ['token' => 0, 'request' => 0]));
    echo '> ', $form === null ? 'GET' : 'POST', " $path$filled\n< $status\n";
    echo $to === null ? preg_replace('/\b[0-9a-f]{32}\b/', '(random)', $body) : "to $to\n", "\n";
    if ($to !== null) {
        $go($to);
    }
};
/** The hidden fields of a contact's page. */
$fields = static function (string $id) use ($ask): array {
    preg_match_all('/name="(token|request)" value="(\w+)"/', $ask("/contacts/$id", null)[2], $match);

    return array_combine($match[1], $match[2]);
};

is_dir($folder) || mkdir($folder, 0o700, true);
array_map(unlink(...), glob("$folder/*"));
putenv("CRM_BOOK=$folder/licences.book");
putenv('CRM_TODAY=2026-08-17');
$install = [PHP_BINARY, __DIR__ . '/install.php', "$folder/licences.book"];
passthru(implode(' ', array_map(escapeshellarg(...), $install)), $status);
$status === 0 || exit($status);
$server = proc_open(
    [PHP_BINARY, ...$options, '-d', "session.save_path=$folder", '-d', "error_log=$folder/errors", '-S',
        "127.0.0.1:$port", __DIR__ . '/public/index.php'],
    [['file', '/dev/null', 'r'], ['file', "$folder/server", 'w'], ['file', "$folder/server", 'a']],
    $pipes,
);
try {
    for ($tries = 0; !@fsockopen('127.0.0.1', $port); $tries++) {
        if ($tries === 100 || !proc_get_status($server)['running']) {
            throw new RuntimeException("php -S does not answer: " . file_get_contents("$folder/server"));
        }
        usleep(50_000);
    }
    $go('/contacts/4712');
    $both = $fields('4712') + ['products' => ['maths', 'svenska']];
    $go('/contacts/4712/licences/assign', $both);
    echo "The same form again: a double click.\n\n";
    echo '> ', $ask('/contacts/4712/licences/assign', $both)[1], "\n\n";
    echo "Åsa is too late for maths, and 陳偉 has left.\n\n";
    $go('/contacts/4711/licences/assign', $fields('4711') + ['products' => ['maths']]);
    $go('/contacts/4713/licences/assign', $fields('4713') + ['products' => ['svenska']]);
    echo "Björn gives maths back.\n\n";
    $used = $fields('4712');
    $go('/contacts/4712/licences/revoke', $used + ['products' => ['maths']]);
    echo "What does not work.\n\n";
    $go('/contacts/4712/licences/assign', ['products' => ['maths']]);
    $go('/contacts/4712/licences/assign', $fields('4712') + ['products' => ['<script>']]);
    $go('/contacts/4712/licences/assign', $used + ['products' => ['svenska']]);
    $go('/contacts/4712/licences/assign', $fields('4712'));
    $go('/contacts/99');
    $go('/contacts/4712/licences/revoke');
    $go('/contacts/4711?operation=3');
    $go('/contacts/4711?operation=99');
    unlink("$folder/licences.book");
    $go('/contacts/4711');
} finally {
    proc_terminate($server);
    proc_close($server);
}
