<?php

declare(strict_types=1);

namespace Seatbook;

/**
 * Somebody who holds a seat.
 */
final class Holder
{
    public function __construct(
        public readonly string $id,
        public readonly string $pool,
        public readonly int $seat,
        public readonly string $state,
        public readonly ?\DateTimeImmutable $endsOn,
    ) {
    }
}
