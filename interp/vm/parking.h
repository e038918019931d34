// Places where threads sleep, outside of the region, until something has happened in a region. A place is any address. A
// thread that finds in its region that it must wait notes so in memory of the region, takes a ticket and parks with it; one
// that changes what others wait for looks for that note and wakes the place.
#pragma once

#include <cstdint>

namespace pystm {

// In the region: the state of the place, before the sleep.
uint32_t parkingTicket(const void *place);
// Outside: sleeps until the place is woken after the ticket was taken, or a little longer or shorter; at most until `deadline`
// (parkingTime(), negative: none) or, with `signals`, until a signal must be handled.
void park(const void *place, uint32_t ticket, double deadline, bool signals);
// In the region: wakes all that parked there, once it has ended.
void wakePlace(const void *place);
// Seconds of a clock that never goes back.
double parkingTime();

} // namespace pystm
