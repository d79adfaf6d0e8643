package hearth.web.page;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;

/** Lets templates use {@link Texts} as {@code #{key}}. */
final class TextResolver extends AbstractMessageResolver {

    private final Texts texts;

    TextResolver(Texts texts) {
        this.texts = texts;
    }

    @Override
    public String resolveMessage(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] arguments) {
        return texts.get(key, arguments == null ? new Object[0] : arguments);
    }

    @Override
    public String createAbsentMessageRepresentation(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] arguments) {
        throw new IllegalStateException("The message bundle has no text for " + key);
    }
}
