package hearth.web.inbox;

import hearth.client.search.Snippet;
import hearth.web.page.Face;
import java.util.List;

/**
 * A message that was found. For templates.
 *
 * @param href      leads to it
 * @param chat      the conversation it stands in
 * @param face      the mark before the title
 * @param who       who wrote it
 * @param pieces    the part of it that was looked for
 * @param cutBefore whether the message begins earlier
 * @param cutAfter  whether it goes on
 * @param when      day and time
 * @param iso       the same for machines
 */
record SearchItem(
        String href,
        String chat,
        Face face,
        String who,
        List<Snippet.Piece> pieces,
        boolean cutBefore,
        boolean cutAfter,
        String when,
        String iso) {}
