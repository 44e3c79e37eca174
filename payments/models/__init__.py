from .bank import Statement, StatementLine
from .money import Counter, Discrepancy, Payment, ProviderEvent, Receipt
from .orders import WIRE_FROM, Attempt, Method, Order, OrderLine, reference_of
from .refunds import Refund, Repayment

__all__ = [
    "WIRE_FROM",
    "Attempt",
    "Counter",
    "Discrepancy",
    "Method",
    "Order",
    "OrderLine",
    "Payment",
    "ProviderEvent",
    "Receipt",
    "Refund",
    "Repayment",
    "Statement",
    "StatementLine",
    "reference_of",
]
