from orientation.models.orientation import Alerte, Orientation

__all__ = ["Alerte", "Orientation"]
