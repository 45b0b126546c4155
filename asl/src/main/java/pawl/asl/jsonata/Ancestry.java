package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.List;
import pawl.asl.jsonata.Syntax.Kind;
import pawl.asl.jsonata.Syntax.Slot;

/** Finds the steps that the parent operators ({@code %}) of an expression refer to. */
final class Ancestry {
  private int labels;

  /** A parent operator with a place of its own. */
  Syntax parent() {
    Syntax parent = new Syntax(Kind.PARENT, "%");
    parent.slot = new Slot("!" + labels++);
    return parent;
  }

  /** Goes up from this node; the slot's level tells how far is still to go. */
  void seek(Syntax node, Slot slot) {
    switch (node.kind) {
      case NAME, WILDCARD -> {
        slot.level--;
        if (slot.level == 0) {
          if (node.ancestor != null) {
            slot.label = node.ancestor.label;
          }
          node.ancestor = slot;
          node.tuple = true;
        }
      }
      case PARENT -> slot.level++;
      case BLOCK -> {
        if (!node.children.isEmpty()) {
          node.tuple = true;
          seek(node.children.getLast(), slot);
        }
      }
      case PATH -> {
        node.tuple = true;
        int index = node.children.size() - 1;
        seek(node.children.get(index--), slot);
        while (slot.level > 0 && index >= 0) {
          seek(node.children.get(index--), slot);
        }
      }
      default -> throw new Fault(ErrorCode.S0217);
    }
  }

  /** What a part still looks for, the whole looks for as well. */
  void push(Syntax whole, Syntax part) {
    if (part.seekingParent == null && part.kind != Kind.PARENT) {
      return;
    }
    List<Slot> slots = slots(part);
    if (whole.seekingParent == null) {
      whole.seekingParent = new ArrayList<>(slots);
    } else {
      whole.seekingParent.addAll(slots);
    }
  }

  /** Looks for what the last step seeks among the steps before it. */
  void resolve(Syntax path) {
    for (Slot slot : slots(path.children.getLast())) {
      int index = path.children.size() - 2;
      while (slot.level > 0) {
        if (index < 0) {
          if (path.seekingParent == null) {
            path.seekingParent = new ArrayList<>();
          }
          path.seekingParent.add(slot);
          break;
        }
        Syntax step = path.children.get(index--);
        // several context bindings in a row count as one step
        while (index >= 0 && step.focus != null && path.children.get(index).focus != null) {
          step = path.children.get(index--);
        }
        seek(step, slot);
      }
    }
  }

  private static List<Slot> slots(Syntax node) {
    List<Slot> slots =
        node.seekingParent == null ? new ArrayList<>() : new ArrayList<>(node.seekingParent);
    if (node.kind == Kind.PARENT && node.slot != null) {
      slots.add(node.slot);
    }
    return slots;
  }
}
