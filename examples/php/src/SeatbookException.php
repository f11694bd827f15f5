<?php

declare(strict_types=1);

namespace Seatbook;

/**
 * A call failed and changed nothing. A row that was refused is not an exception: the report says why.
 *
 * `getCode()` is the number of the status, as in seatbook.h.
 */
final class SeatbookException extends \RuntimeException
{
    /**
     * @param string $status in words, such as `unknown_product` or `busy`
     * @param array<string, string|int> $details such as `line` and `column` of wrong JSON
     */
    public function __construct(
        string $message,
        int $code,
        public readonly string $status,
        public readonly array $details,
    ) {
        parent::__construct($message, $code);
    }
}
