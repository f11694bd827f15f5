<?php

/**
 * Where the CRM hands over to the plug-in:
 *
 *     GET  /contacts/4711                    the page
 *     POST /contacts/4711/licences/assign    then back to the page
 *     POST /contacts/4711/licences/revoke
 */

declare(strict_types=1);

use Crm\Crm;
use Crm\LicencesController;
use Seatbook\SeatbookException;

require_once __DIR__ . '/../bootstrap.php';

/** What the user is told, and how, when the book says no to a whole request. What it says itself goes to the log. */
const ANSWERS = [
    'busy' => [503, 'somebody else is changing licences; try again'],
    'request_reused' => [409, 'this form was sent before, with something else; load the page again'],
    'unknown_product' => [400, 'there is no such product'],
    'malformed_request' => [400, 'choose a product'],
    'invalid_utf8' => [400, 'the form is not in UTF-8'],
];

function answer(int $status, string $text): never
{
    http_response_code($status);
    header('Content-Type: text/plain; charset=utf-8');
    header('X-Content-Type-Options: nosniff');
    echo "$text\n";
    exit;
}

/** A field of the form; whoever sends a list instead sends nothing. */
function text(string $field): string
{
    return is_string($_POST[$field] ?? null) ? $_POST[$field] : '';
}

session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax']);
$crm = new Crm(__DIR__ . '/../contacts.json');
$controller = new LicencesController($crm, getenv('CRM_BOOK') ?: __DIR__ . '/../licences.book');
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (!preg_match('~^/contacts/(\d+)(?:/licences/(assign|revoke))?$~D', (string) $path, $match)) {
    answer(404, 'there is no such page');
}
[, $id, $action] = $match + [2 => 'show'];
if ($crm->contact($id) === null) {
    answer(404, 'there is no such contact');
}
if ($_SERVER['REQUEST_METHOD'] !== ($action === 'show' ? 'GET' : 'POST')) {
    answer(405, 'not like this');
}
try {
    if ($action === 'show') {
        $page = $controller->show($id, (int) filter_input(INPUT_GET, 'operation', FILTER_VALIDATE_INT));
        header('Content-Type: text/html; charset=utf-8');
        echo $page;
    } elseif (!hash_equals($crm->token(), text('token')) || text('request') === '') {
        answer(403, 'the form is out of date; load the page again');
    } else {
        $operation = $controller->$action($id, $_POST);
        header("Location: /contacts/$id?operation=$operation", true, 303);
    }
} catch (RuntimeException $failed) {
    error_log("licences: {$failed->getMessage()}");
    $status = $failed instanceof SeatbookException ? $failed->status : '';
    answer(...ANSWERS[$status] ?? [500, 'the licences cannot be shown now']);
}
