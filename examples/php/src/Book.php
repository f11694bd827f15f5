<?php

declare(strict_types=1);

namespace Seatbook;

use FFI;
use FFI\CData;

/**
 * A book of licence seats, in a file or in memory.
 *
 * Whatever has a method here goes through typed functions; everything else that the library can do is asked for with
 * apply() and query(), whose arrays are the JSON of seatbook's README.
 */
final class Book
{
    private ?CData $native;

    private function __construct(CData $native)
    {
        $this->native = $native;
    }

    public function __destruct()
    {
        if ($this->native !== null) {
            Library::ffi()->seatbook_book_close($this->native, null);
        }
    }

    private function __clone()
    {
        // Two objects would close the same book.
    }

    /**
     * Makes a new book. It never overwrites anything.
     */
    public static function create(string $path): self
    {
        return new self(Library::make('seatbook_book', 'seatbook_book_create', $path, null));
    }

    /**
     * Opens a book that is there. One process at a time may have it open for writing, any number for reading.
     *
     * @param bool $trusted skips the check of the whole file: right for every request but the first after a crash
     * @param int $patience how long to wait for another writer, in milliseconds
     */
    public static function open(
        string $path,
        bool $readOnly = false,
        bool $trusted = false,
        int $patience = 5000,
    ): self {
        $options = Library::struct('seatbook_open_options');
        $options->read_only = $readOnly ? 1 : 0;
        $options->trusted = $trusted ? 1 : 0;
        $options->busy_timeout_ms = $patience > 0 ? $patience : -1;

        return new self(Library::make('seatbook_book', 'seatbook_book_open', $path, FFI::addr($options)));
    }

    public static function inMemory(): self
    {
        return new self(Library::make('seatbook_book', 'seatbook_book_in_memory'));
    }

    /**
     * Lets go of the file. Whatever happened before is on disk already.
     */
    public function close(): void
    {
        Library::call('seatbook_book_close', $this->native());
        $this->native = null;
    }

    /**
     * Takes over what the host knows: orgs, users, groups, products, pools, rules.
     *
     * @param array<string, mixed> $load
     * @return array<string, mixed> `refused`: what was not taken and why; by kind, how many were new and so on
     */
    public function load(array $load, Options $options): array
    {
        $ffi = Library::ffi();
        $native = Library::make('seatbook_load', 'seatbook_load_from_json', self::encode($load));
        try {
            $report = $this->change('seatbook_load_report', 'seatbook_book_load', $native, $options);
        } finally {
            $ffi->seatbook_load_free($native);
        }
        try {
            return self::decode($ffi->seatbook_load_report_json($report));
        } finally {
            $ffi->seatbook_load_report_free($report);
        }
    }

    /**
     * Gives each of the users a seat of each of the products, as far as there are seats.
     *
     * @param list<string> $users
     * @param list<string> $products
     */
    public function assign(array $users, array $products, Options $options): Report
    {
        return $this->users(Library::ffi()->SEATBOOK_OP_ASSIGN, $users, $products, $options);
    }

    /**
     * Takes the products back from the users.
     *
     * @param list<string> $users
     * @param list<string> $products
     */
    public function revoke(array $users, array $products, Options $options): Report
    {
        return $this->users(Library::ffi()->SEATBOOK_OP_REVOKE, $users, $products, $options);
    }

    /**
     * Does what a request says, whatever it is.
     *
     * @param array<string, mixed> $request such as `['on' => '2026-08-17', 'items' => [['op' => 'start', ...]]]`
     */
    public function apply(array $request): Report
    {
        $json = self::encode($request);

        return new Report(Library::make('seatbook_report', 'seatbook_apply_json', $this->native(), $json));
    }

    /**
     * Answers a question, whatever it is.
     *
     * @param array<string, mixed> $question such as `['query' => 'supply', 'product' => 'maths', 'on' => '2026-08-17']`
     * @return array<string, mixed>
     */
    public function query(array $question): array
    {
        $answer = Library::make('seatbook_text', 'seatbook_query_json', $this->native(), self::encode($question));
        try {
            return self::decode(Library::ffi()->seatbook_text_str($answer));
        } finally {
            Library::ffi()->seatbook_text_free($answer);
        }
    }

    /**
     * Everybody who holds the product on a day, read page by page.
     *
     * @return \Generator<int, Holder>
     */
    public function holders(string $product, \DateTimeInterface|string $on, int $page = 1000): \Generator
    {
        $ffi = Library::ffi();
        $cursor = '';
        do {
            $holders = Library::make(
                'seatbook_holders',
                'seatbook_book_holders',
                $this->native(),
                $product,
                Library::day($on),
                $cursor,
                $page,
            );
            try {
                for ($at = 0, $count = $ffi->seatbook_holders_len($holders); $at < $count; $at++) {
                    yield new Holder(
                        id: Library::text($ffi->seatbook_holders_holder($holders, $at)),
                        pool: Library::text($ffi->seatbook_holders_pool($holders, $at)),
                        seat: $ffi->seatbook_holders_seat($holders, $at),
                        state: $ffi->seatbook_seat_state_name($ffi->seatbook_holders_state($holders, $at)),
                        endsOn: Library::date($ffi->seatbook_holders_ends_on($holders, $at)),
                    );
                }
                $cursor = Library::text($ffi->seatbook_holders_next($holders));
            } finally {
                $ffi->seatbook_holders_free($holders);
            }
        } while ($cursor !== '');
    }

    /**
     * Seats of a product on a day.
     *
     * @return array<string, int> total, assigned, started, available, new_seats, reusable and so on, as in seatbook.h
     */
    public function counts(string $product, \DateTimeInterface|string $on, string $org = ''): array
    {
        $counts = Library::struct('seatbook_counts');
        $day = Library::day($on);
        Library::call('seatbook_book_counts', $this->native(), $product, $org, $day, FFI::addr($counts));
        $answer = [];
        foreach (FFI::typeof($counts)->getStructFieldNames() as $name) {
            $answer[$name] = $counts->$name;
        }
        unset($answer['size'], $answer['reserved']);

        return $answer;
    }

    /**
     * @param list<string> $users
     * @param list<string> $products
     */
    private function users(int $op, array $users, array $products, Options $options): Report
    {
        return new Report($this->change(
            'seatbook_report',
            'seatbook_apply_users',
            $op,
            $users,
            count($users),
            $products,
            count($products),
            null,
            $options,
        ));
    }

    /**
     * Calls a function that changes the book and makes a report; its last argument are the options.
     */
    private function change(string $type, string $function, mixed ...$arguments): CData
    {
        try {
            return Library::make($type, $function, $this->native(), ...$arguments);
        } finally {
            end($arguments)->rethrow();
        }
    }

    private function native(): CData
    {
        return $this->native ?? throw new \LogicException('the book is closed');
    }

    /**
     * @param array<string, mixed> $value
     */
    private static function encode(array $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
    }

    /**
     * @return array<string, mixed>
     */
    private static function decode(CData $text): array
    {
        return json_decode(Library::text($text), true, flags: JSON_THROW_ON_ERROR);
    }
}
