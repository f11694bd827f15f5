<?php

declare(strict_types=1);

namespace Seatbook;

/**
 * What became of one user and one product.
 */
final class Row
{
    /**
     * @param string $outcome in words, such as `assigned` or `no_seat_left`
     * @param string $sentence the reason, for people
     * @param ?string $seat pool and number, such as `order-7/3`
     */
    public function __construct(
        public readonly string $target,
        public readonly string $product,
        public readonly string $outcome,
        public readonly bool $refused,
        public readonly string $sentence,
        public readonly ?string $seat,
        public readonly ?\DateTimeImmutable $endsOn,
    ) {
    }
}
