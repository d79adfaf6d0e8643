/** What all pages share: a request as a visit, answers, routes, rendering, texts, static files, errors. */
@NullMarked
package hearth.web.page;

import org.jspecify.annotations.NullMarked;
